import { expect, it } from 'vitest';
import { setUp } from '../support/set-up.ts';

const limited = { ok: false, code: 'RATE_LIMITED', message: '', retry: true, retryAfterMs: 2_000 };
const invalid = { ok: false, code: 'INVALID', message: '', retry: false };

/** A client whose requests of one kind are recorded, and refused as often as the test sets. */
async function setUpRefusing(request: 'params' | 'read', times: number, refusal: object = limited) {
  const world = await setUp({}, { script: () => {} });
  const told: unknown[] = [];
  world.server.intercept = (event, payload) => {
    if (event === request) told.push(payload);
    return event === request && told.length <= times ? refusal : undefined;
  };
  return { ...world, told };
}

it('repeats params that were refused with a time to wait, once and with their present values', async () => {
  const { clock, chat, told } = await setUpRefusing('params', 2);
  chat.setParams({ plan: 'free' });
  await clock.advance(10);
  chat.setParams({ plan: 'pro' });
  await clock.advance(1_900);
  expect(told, 'nothing is sent before the time').toHaveLength(1);
  await clock.advance(60_000);
  expect(told).toHaveLength(3);
  expect(told.at(-1)).toMatchObject({ params: { plan: 'pro' } });
});

it('repeats a read position that was refused with a time to wait, once and with its present value', async () => {
  const { clock, server, chat, told } = await setUpRefusing('read', 1);
  for (const text of ['first', 'second']) {
    server.say(text);
    await clock.advance(10);
    chat.markRead();
    await clock.advance(10);
  }
  expect(told).toEqual([{ seq: 1 }]);
  await clock.advance(60_000);
  expect(told).toEqual([{ seq: 1 }, { seq: 2 }]);
  expect(server.conversation.read.visitor).toBe(2);
});

it('repeats nothing after a refusal without a time to wait', async () => {
  const { clock, chat, told } = await setUpRefusing('params', 1, invalid);
  chat.setParams({ plan: 'pro' });
  await clock.advance(60_000);
  expect(told).toHaveLength(1);
});

it('leaves the repetition to hello when the connection ends', async () => {
  const { clock, server, chat, told } = await setUpRefusing('params', 1);
  chat.setParams({ plan: 'pro' });
  await clock.advance(10);
  server.drop();
  await clock.advance(60_000);
  expect(told).toHaveLength(1);
  expect(server.conversation.params).toMatchObject({ plan: 'pro' });
});
