import { VirtualClock } from '@connective-chat/core/testing';
import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { DeskContext } from '../../src/desk/store/desk-context.types.ts';
import type { DeskState, OperatorMessage } from '../../src/desk/store/desk-state.types.ts';
import { initialState } from '../../src/desk/store/initial-state.ts';
import { Talks } from '../../src/desk/store/talks.ts';
import { summaryOf } from './support/summary-of.ts';

const AT = '2026-01-01T10:00:00.000Z';

const message = (seq: number, from: 'visitor' | 'bot'): OperatorMessage => ({
  seq,
  id: `m${seq}`,
  rev: 0,
  from: { kind: from },
  at: AT,
  body: { type: 'text', text: `text ${seq}`, format: 'markdown' },
});

/** An open conversation with one message, and what the server answers to `sync`. */
async function setUp(missed: readonly OperatorMessage[] = []) {
  const store = createStore<DeskState>(() => initialState);
  const answers: Record<string, unknown> = {
    open: { summary: summaryOf('a'), visitor: null, items: [message(1, 'visitor')], more: false, drafts: [] },
    sync: { items: missed, more: false },
  };
  const connection = { request: async (name: string) => answers[name] } as unknown as DeskContext['connection'];
  const clock = new VirtualClock();
  const context = { store, connection, clock, storage: () => expect.unreachable() };
  const talks = new Talks(context, { onSummary: () => {}, onMessages: () => {} });
  talks.open('a');
  await clock.advance(0);
  const shown: string[][] = [];
  store.subscribe((state) => {
    const talk = state.talks.get('a');
    shown.push([...(talk?.messages ?? []), ...(talk?.answers ?? [])].map(({ id }) => id));
  });
  const draft = (rev: number, text: string) =>
    talks.apply({ name: 'draft', data: { conversation: 'a', id: 'm2', rev, text } });
  return { clock, store, talks, draft, shown };
}

test('a message replaces its draft in one change of the state, and a late part of the draft changes nothing', async () => {
  const { talks, draft, shown } = await setUp();
  draft(1, 'text');
  talks.apply({ name: 'msg', data: { conversation: 'a', ...message(2, 'bot') } });
  draft(2, 'text 2');
  expect(shown).toEqual([
    ['m1', 'm2'],
    ['m1', 'm2'],
  ]);
});

test('a draft is removed when its message is among the missed ones', async () => {
  const { clock, store, talks, draft } = await setUp([message(2, 'bot'), message(3, 'visitor')]);
  draft(1, 'text');
  talks.apply({ name: 'msg', data: { conversation: 'a', ...message(3, 'visitor') } });
  await clock.advance(0);
  const talk = store.getState().talks.get('a');
  expect(talk?.messages.map(({ id }) => id)).toEqual(['m1', 'm2', 'm3']);
  expect(talk?.answers).toEqual([]);
  expect(clock.pending).toBe(0);
});
