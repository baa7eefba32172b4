import { expect, it } from 'vitest';
import { setUp } from '../support/set-up.ts';

/** A page whose visitor reads messages as they arrive, as a UI with `keepRead()` does. */
async function reading() {
  const world = await setUp({}, { script: () => {} });
  const { clock, server, chat } = world;
  const told: number[] = [];
  server.intercept = (event, payload) => {
    if (event === 'read') told.push((payload as { seq: number }).seq);
    return undefined;
  };
  chat.unread.subscribe((unread) => unread > 0 && chat.markRead());
  server.say('first');
  await clock.advance(10);
  expect(told).toEqual([1]);
  return { ...world, told };
}

it('sends the read receipt of messages that arrived with the reconnect', async () => {
  const { clock, server, chat, told } = await reading();
  server.reachable = false;
  server.drop();
  await clock.advance(1_000);
  server.say('while away');
  server.reachable = true;
  await clock.advance(60_000);
  expect(chat.unread.get()).toBe(0);
  expect(told).toEqual([1, 2]);
  expect(server.conversation.read.visitor).toBe(2);
});

it('sends a failed receipt again on the next connection', async () => {
  const { clock, server, told } = await reading();
  const answer = server.intercept;
  const refusal = { ok: false, code: 'UNAVAILABLE', message: '', retry: true };
  server.intercept = (event) => (event === 'read' ? refusal : undefined);
  server.say('second');
  await clock.advance(10);
  server.intercept = answer;
  server.drop();
  await clock.advance(60_000);
  expect(told).toEqual([1, 2]);
});

it('sends no receipt twice', async () => {
  const { clock, server, told } = await reading();
  server.drop();
  await clock.advance(60_000);
  expect(told).toEqual([1]);
});
