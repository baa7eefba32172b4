import type { KeyValueStorage, OutboxRow, OutboxStorage } from '@connective-chat/core';
import * as z from 'zod/mini';
import type { OutgoingBody } from './desk-state.types.ts';

/** The data that survives a reload: drafts, and sends that the server has not confirmed. */
export interface DeskStorage {
  draft(conversation: string): string;
  setDraft(conversation: string, text: string): void;
  /** The unconfirmed sends of one conversation. */
  outbox(conversation: string): OutboxStorage<OutgoingBody>;
  /** All conversations that have unconfirmed sends. */
  conversationsWithSends(): readonly string[];
  /** The storage name of this operator in a conversation; all tabs of the browser share it. */
  nameOf(conversation: string): string;
  /** A preference of this browser. */
  flag(name: string): boolean;
  setFlag(name: string, on: boolean): void;
  /** A list of conversations whose order survives a reload. */
  list(name: 'mine' | 'unread'): readonly string[];
  setList(name: 'mine' | 'unread', conversations: readonly string[]): void;
}

const DAY_MS = 24 * 60 * 60 * 1000;

const failureSchema = z.object({ code: z.string(), message: z.string(), retryable: z.boolean() });
const rowSchema = z.object({
  conversation: z.string(),
  cid: z.string(),
  body: z.object({ type: z.literal('text'), text: z.string() }),
  createdAt: z.number(),
  order: z.number(),
  emitted: z.boolean(),
  failure: z.optional(failureSchema),
});

const listSchema = z.array(z.string());

export type ListedStorage = KeyValueStorage & Pick<Storage, 'key' | 'length'>;

/**
 * The drafts and sends of one operator, with a key for each, so that tabs do not overwrite each other. If storage is
 * full or forbidden, the desk works, but a reload loses this data.
 */
export function createDeskStorage(storage: ListedStorage | null, operatorId: string, now: () => number): DeskStorage {
  const prefix = `connective-desk:${operatorId}:`;
  const attempt = <T>(work: (storage: ListedStorage) => T, otherwise: T): T => {
    try {
      return storage ? work(storage) : otherwise;
    } catch {
      return otherwise;
    }
  };
  const read = (key: string) => attempt((it) => it.getItem(prefix + key), null);
  const write = (key: string, value: string) =>
    attempt((it) => (value === '' ? it.removeItem(prefix + key) : it.setItem(prefix + key, value)), undefined);
  const keys = (start: string) =>
    attempt(
      (it) =>
        Array.from({ length: it.length }, (_, index) => it.key(index) ?? '').filter((key) => key.startsWith(start)),
      [],
    );

  /** The stored sends, oldest first. Invalid ones, and those older than a day, are deleted. */
  const rows = (): (OutboxRow<OutgoingBody> & { readonly conversation: string })[] => {
    const found: (OutboxRow<OutgoingBody> & { readonly conversation: string })[] = [];
    for (const key of keys(`${prefix}out:`)) {
      const name = key.slice(prefix.length);
      const { data } = rowSchema.safeParse(parseJson(read(name)));
      if (data && now() - data.createdAt < DAY_MS) found.push({ ...data, params: {} } as (typeof found)[number]);
      else write(name, '');
    }
    return found.sort((a, b) => a.order - b.order);
  };

  return {
    draft: (conversation) => read(`draft:${conversation}`) ?? '',
    setDraft: (conversation, text) => write(`draft:${conversation}`, text),
    outbox: (conversation) => ({
      durability: storage ? 'persistent' : 'memory',
      load: async () => rows().filter((row) => row.conversation === conversation),
      put: async (_name, { params: _params, ...row }) => {
        // The bytes of a file are not stored, so a file cannot be sent after a reload.
        if (row.body.type === 'text') write(`out:${row.cid}`, JSON.stringify({ conversation, ...row }));
      },
      remove: async (_name, cid) => write(`out:${cid}`, ''),
      clear: async () => {
        for (const row of rows()) if (row.conversation === conversation) write(`out:${row.cid}`, '');
      },
    }),
    conversationsWithSends: () => [...new Set(rows().map(({ conversation }) => conversation))],
    nameOf: (conversation) => `${prefix}${conversation}`,
    flag: (name) => read(`flag:${name}`) === '1',
    setFlag: (name, on) => write(`flag:${name}`, on ? '1' : ''),
    list: (name) => listSchema.safeParse(parseJson(read(`list:${name}`))).data ?? [],
    setList: (name, conversations) =>
      write(`list:${name}`, conversations.length > 0 ? JSON.stringify(conversations) : ''),
  };
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** The browser's storage; `null` if it is forbidden: even reading the property may throw. */
export function browserStorage(): ListedStorage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
