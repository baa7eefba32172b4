import type pg from 'pg';

/** More than the server has. A statement with a list of values has a different text for each length of the list. */
const MAX_STATEMENTS = 300;
const PREPARABLE = /^\s*(?:select|insert|update|delete|with)\b/i;
/** "cached plan must not change result type": another node has migrated a table that the statement returns. */
const PLAN_CHANGED = '0A000';

type Query = (...args: unknown[]) => unknown;

/** The numbers of the texts, the same for all connections. */
const numbers = new Map<string, number>();

function numberOf(text: string): number | undefined {
  const known = numbers.get(text);
  if (known !== undefined || numbers.size >= MAX_STATEMENTS) return known;
  numbers.set(text, numbers.size);
  return numbers.size - 1;
}

/**
 * Keeps the statements of a connection prepared, so that Postgres does not parse and plan them each time. Statements
 * within a transaction are not prepared: if a plan is out of date the statement runs again without it, which a
 * transaction does not allow.
 */
export function prepareQueries(client: pg.PoolClient): void {
  const query = client.query.bind(client) as Query;
  let generation = 0;
  client.query = ((...args: unknown[]) => {
    const [text, values] = args;
    const isAlone = client.getTransactionStatus() === 'I';
    if (!isAlone || args.length !== 2 || typeof text !== 'string' || !PREPARABLE.test(text)) return query(...args);
    const number = numberOf(text);
    if (number === undefined) return query(...args);
    const running = query({ name: `chat-${generation}-${number}`, text, values }) as Promise<unknown>;
    return running.catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== PLAN_CHANGED) throw error;
      // Postgres checks the plan before it runs the statement. Under the old name it would be refused again.
      generation += 1;
      return query(...args);
    });
  }) as typeof client.query;
}
