import type { ChatClient, ChatEvents } from '@connective-chat/core';
import type { MemoryServer } from '@connective-chat/core/testing';
import { expect, it } from 'vitest';
import { stateOf } from '../devtools/state-of.ts';
import { setUp } from '../support/set-up.ts';

type Issue = ChatEvents['protocolError'];

/** A chat in the middle of a conversation, with listeners of the host. */
async function listening(): Promise<{
  chat: ChatClient;
  server: MemoryServer;
  issues: Issue[];
  advance(ms?: number): Promise<void>;
}> {
  const { chat, clock, server } = await setUp(
    { online: false },
    {
      script: (turn) => {
        turn.think('Looking');
        turn.stop();
        turn.reply('Hello!');
      },
    },
  );
  const issues: Issue[] = [];
  chat.on('protocolError', (issue) => issues.push(issue));
  await clock.advance(10);
  chat.send('Hi');
  await clock.advance(10);
  return { chat, server, issues, advance: (ms = 10) => clock.advance(ms) };
}

it('reports nothing for a conversation that follows the protocol, including drops and a handoff', async () => {
  const { chat, server, issues, advance } = await listening();
  server.drop();
  await advance(5_000);
  chat.send('Still there?');
  await advance(5_000);
  server.beat();
  server.handoff();
  server.say('Olena here', 'operator');
  server.restore(1);
  await advance(5_000);
  chat.send('And now?');
  await advance(5_000);
  expect(chat.status.get()).toBe('ready');
  expect(issues).toEqual([]);
});

const stray = (seq: number) => ({
  epoch: 'epoch-0',
  seq,
  id: 'another',
  rev: 9,
  from: { kind: 'bot' },
  at: '2026-01-01T00:00:00.000Z',
  body: { type: 'text', text: 'x' },
});

it.each<[kind: Issue['kind'], event: string, payload: object]>([
  ['unknown-turn', 'draft', { id: 'd', rev: 1, text: 'of no turn' }],
  ['unknown-turn', 'draft', { id: 'd', turn: 99, rev: 1, text: 'of a turn that is not' }],
  ['draft-gap', 'draft', { id: 'd', turn: 1, rev: 7, append: 'after nothing' }],
  ['stale-rev', 'thinking', { rev: 1, turn: 1, on: true, text: 'of before' }],
  ['stale-rev', 'thinking', { rev: 0, turn: 1, on: false }],
  ['beyond-head', 'read', { by: 'visitor', seq: 500 }],
  ['beyond-head', 'read', { by: 'operator', seq: 500 }],
  ['seq-reused', 'msg', stray(2)],
])('%s: ignores a %s that is well formed but impossible', async (kind, event, payload) => {
  const { chat, server, issues, advance } = await listening();
  const before = stateOf(chat);
  server.push(event, payload);
  server.push(event, payload);
  await advance(100);
  expect(stateOf(chat)).toEqual(before);
  expect(issues).toMatchObject([
    { kind, event, count: 1 },
    { kind, event, count: 2 },
  ]);
  // The chat continues normally.
  chat.send('Hi again');
  await advance(100);
  expect(chat.messages.get().map(({ delivery }) => delivery)).toEqual(Array(4).fill('confirmed'));
  expect(chat.unread.get()).toBe(2);
});

it('ignores a dialog update that a newer one replaced', async () => {
  const { chat, server, issues, advance } = await listening();
  server.handoff();
  await advance();
  server.push('dialog', { rev: 0, status: 'closed', operator: null });
  await advance();
  expect(chat.dialog.get().status).toBe('operator');
  expect(issues).toMatchObject([{ kind: 'stale-rev', event: 'dialog' }]);
});

it('does not report pushes that arrive during hello', async () => {
  const { chat, server, issues, advance } = await listening();
  server.faults = { delay: (event) => (event === 'hello.ack' ? 500 : 1) };
  server.drop();
  while (server.connected === 0) await advance(10);
  await advance(20);
  expect(chat.status.get()).toBe('reconnecting');
  server.push('thinking', { rev: 5, turn: 2, on: true, text: 'of now' });
  server.push('thinking', { rev: 6, turn: 2, on: false });
  await advance(2_000);
  expect(chat.status.get()).toBe('ready');
  expect(issues).toEqual([]);
});

it('ignores them without listeners too', async () => {
  const { chat, clock, server } = await setUp({}, { script: (turn) => void turn.reply('Hello!') });
  chat.send('Hi');
  await clock.advance(10);
  const before = stateOf(chat);
  server.push('draft', { id: 'd', turn: 99, rev: 1, text: 'x' });
  server.push('read', { by: 'visitor', seq: 500 });
  await clock.advance(100);
  expect(stateOf(chat)).toEqual(before);
});

it('pairs each ack with its own request, because an echo may release the next send before the ack', async () => {
  const { chat, server, issues, advance } = await listening();
  server.faults = { delay: (event) => (event === 'send.ack' ? 50 : 0) };
  const sent = ['one', 'two', 'three'].map((text) => chat.send(text));
  await advance(1_000);
  expect(issues).toEqual([]);
  for (const each of sent) expect(each.ok && (await each.settled)).toMatchObject({ delivery: 'confirmed' });
});
