import type { JsonObject } from './scenario-json.ts';

/** The required edge of a new node, by type. */
export const mainWayOf = (type: string): string | null =>
  ({ start: 'next', entry: 'next', set: 'next', http: 'next', input: 'next', router: 'otherwise' })[type] ?? null;

/** The initial JSON of a node, by type, without its edge. */
const FIRST: Record<string, JsonObject> = {
  message: { text: '' },
  input: { prompt: '', variable: 'answer', invalid: '' },
  router: { routes: [{ when: '', next: '' }] },
  set: { values: {} },
  agent: { provider: 'knowledge' },
  http: { url: '' },
};

/** A new node of a type. `target` is the node it leads to, if its type requires one. */
export function newNode(type: string, id: string, target: string | null): JsonObject {
  const way = mainWayOf(type);
  return {
    type,
    ...FIRST[type],
    ...(type === 'entry' && { alias: id }),
    ...(way !== null && target !== null && { [way]: target }),
  };
}

/** An unused id: `message_2`. */
export function freeId(type: string, ids: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const id = `${type}_${number}`;
    if (!ids.includes(id)) return id;
  }
}
