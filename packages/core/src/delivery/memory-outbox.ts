import type { VisitorBody } from '../protocol/body.ts';
import type { OutboxRow, OutboxStorage } from './outbox.types.ts';

/**
 * Stores unsent messages in the memory of the page.
 *
 * @example createChatClient({ url, botId, platform: { outbox: createMemoryOutbox() } })
 */
export function createMemoryOutbox<B = VisitorBody>(): OutboxStorage<B> {
  const namespaces = new Map<string, Map<string, OutboxRow<B>>>();
  const rowsOf = (namespace: string): Map<string, OutboxRow<B>> => {
    const rows = namespaces.get(namespace) ?? new Map<string, OutboxRow<B>>();
    namespaces.set(namespace, rows);
    return rows;
  };
  return {
    durability: 'memory',
    load: async (namespace) => [...rowsOf(namespace).values()],
    put: async (namespace, row) => {
      rowsOf(namespace).set(row.cid, row);
    },
    remove: async (namespace, cid) => {
      rowsOf(namespace).delete(cid);
    },
    clear: async (namespace) => {
      namespaces.delete(namespace);
    },
  };
}
