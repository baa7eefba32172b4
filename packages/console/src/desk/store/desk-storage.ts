import type { KeyValueStorage } from '@connective-chat/core';
import * as z from 'zod/mini';
import type { Outgoing } from './desk-state.types.ts';

/** What a reload must not lose: unfinished words, and sends that nobody has confirmed. */
export interface DeskStorage {
  draft(conversation: string): string;
  setDraft(conversation: string, text: string): void;
  outgoing(): Outgoing[];
  keep(row: Outgoing): void;
  forget(cid: string): void;
  /** Of a preference of this browser. */
  flag(name: string): boolean;
  setFlag(name: string, on: boolean): void;
}

const DAY_MS = 24 * 60 * 60 * 1000;

const rowSchema = z.object({
  cid: z.string(),
  conversation: z.string(),
  at: z.number(),
  body: z.object({ type: z.literal('text'), text: z.string() }),
});

export type ListedStorage = KeyValueStorage & Pick<Storage, 'key' | 'length'>;

/**
 * Drafts and sends of one operator, a key each, so that two tabs never write over each other. Storage that is full
 * or forbidden is no reason to stop: then a reload forgets.
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

  return {
    draft: (conversation) => read(`draft:${conversation}`) ?? '',
    setDraft: (conversation, text) => write(`draft:${conversation}`, text),
    outgoing() {
      const rows: Outgoing[] = [];
      for (const key of keys(`${prefix}out:`)) {
        const name = key.slice(prefix.length);
        const row = rowSchema.safeParse(parseJson(read(name)));
        if (row.success && now() - row.data.at < DAY_MS) rows.push({ ...row.data, state: 'pending' });
        else write(name, '');
      }
      return rows.sort((a, b) => a.at - b.at);
    },
    keep({ cid, conversation, at, body }) {
      // The bytes of a file are not kept, so neither is what would send them.
      if (body.type === 'text') write(`out:${cid}`, JSON.stringify({ cid, conversation, at, body }));
    },
    forget: (cid) => write(`out:${cid}`, ''),
    flag: (name) => read(`flag:${name}`) === '1',
    setFlag: (name, on) => write(`flag:${name}`, on ? '1' : ''),
  };
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
