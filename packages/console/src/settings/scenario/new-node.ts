import type { JsonObject } from './scenario-json.ts';

/** The way that a node of this type cannot do without, by which a new one leads on. */
export const mainWayOf = (type: string): string | null =>
  ({ start: 'next', entry: 'next', set: 'next', http: 'next', input: 'next', router: 'otherwise' })[type] ?? null;

/** What a node of a type holds beside its way on. */
const FIRST: Record<string, JsonObject> = {
  message: { text: '' },
  input: { prompt: '', variable: 'answer', invalid: '' },
  router: { routes: [{ when: '', next: '' }] },
  set: { values: {} },
  agent: { provider: 'knowledge' },
  http: { url: '' },
};

/** A new node of a type. `target` is where it leads, if it has to lead somewhere. */
export function newNode(type: string, id: string, target: string | null): JsonObject {
  const way = mainWayOf(type);
  return {
    type,
    ...FIRST[type],
    ...(type === 'entry' && { alias: id }),
    ...(way !== null && target !== null && { [way]: target }),
  };
}

/** A name that no node has: `message_2`. */
export function freeId(type: string, ids: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const id = `${type}_${number}`;
    if (!ids.includes(id)) return id;
  }
}
