import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { testBot } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';
import { connect, mint, openChat } from './support/visitor.ts';

const server = useServer({ bots: [testBot] });

test('a send is acknowledged and pushed to every tab of the visitor, its own included', async () => {
  const visitor = mint();
  const one = await connect(server.url, { auth: { visitor } });
  const two = await connect(server.url, { auth: { visitor } });
  await one.hello();
  await two.hello();
  const cid = randomUUID();
  const ack = await one.say('Hi', { cid });
  expect(ack).toMatchObject({ ok: true, seq: 1 });
  for (const tab of [one, two]) {
    expect(await tab.next('msg', (message) => message.cid === cid)).toMatchObject({
      seq: 1,
      id: ack.id,
      from: { kind: 'visitor' },
      body: { type: 'text', text: 'Hi' },
    });
  }
});

test('dedupe: a cid repeated on this or an older connection succeeds with the first seq, and is stored once (fault 5)', async () => {
  const credentials = mint();
  const older = await connect(server.url, { auth: { visitor: credentials } });
  await older.hello();
  const visitor = await connect(server.url, { auth: { visitor: credentials } });
  const hello = await visitor.hello();
  const cid = randomUUID();
  const first = await visitor.say('Once', { cid });
  for (const connection of [visitor, older]) {
    expect(await connection.say('Once', { cid })).toEqual({ ...first, dup: true });
  }
  const { items } = await visitor.ask('sync', { epoch: hello.epoch, after: 0 });
  expect(items.filter((item: { cid?: string }) => item.cid === cid)).toHaveLength(1);
});

test('dedupe: the same cid from two tabs at the same time is stored once', async () => {
  const visitor = mint();
  const first = await connect(server.url, { auth: { visitor } });
  const tabs = [
    first,
    await connect(server.url, { auth: { visitor } }),
    await connect(server.url, { auth: { visitor } }),
  ];
  const [hello] = await Promise.all(tabs.map((tab) => tab.hello()));
  const cid = randomUUID();
  const acks = await Promise.all(tabs.map((tab) => tab.say('Race', { cid })));
  expect(new Set(acks.map(({ seq }) => seq)).size).toBe(1);
  const { items } = await first.ask('sync', { epoch: hello.epoch, after: 0 });
  expect(items.filter((item: { cid?: string }) => item.cid === cid)).toHaveLength(1);
});

test('the same cid with another body is CID_CONFLICT', async () => {
  const { visitor } = await openChat(server.url);
  const cid = randomUUID();
  await visitor.say('One thing', { cid });
  expect(await visitor.say('Another', { cid })).toMatchObject({ ok: false, code: 'CID_CONFLICT', retry: false });
});

test('seqs are contiguous when many tabs send at once, and each tab keeps its order', async () => {
  const visitor = mint();
  const first = await connect(server.url, { auth: { visitor } });
  const tabs = [
    first,
    await connect(server.url, { auth: { visitor } }),
    await connect(server.url, { auth: { visitor } }),
  ];
  const [hello] = await Promise.all(tabs.map((tab) => tab.hello()));
  const acks = await Promise.all(
    tabs.map((tab, index) => Promise.all([0, 1, 2].map((turn) => tab.say(`${index}:${turn}`)))),
  );
  for (const own of acks)
    expect(own.map(({ seq }) => seq)).toEqual([...own.map(({ seq }) => seq)].sort((a, b) => a - b));
  await first.next('msg', () => first.of('msg').length === 18);
  const { items, head } = await first.ask('sync', { epoch: hello.epoch, after: 0 });
  expect(items.map((item: { seq: number }) => item.seq)).toEqual(Array.from({ length: head }, (_, index) => index + 1));
  expect(head).toBe(18);
});

test('the rate limit is sent in hello and enforced, with the time to wait, and duplicates do not count', async () => {
  const { visitor, hello } = await openChat(server.url);
  expect(hello.limits).toMatchObject({ messagesPerMinute: 30, burst: 10 });
  const cid = randomUUID();
  await visitor.say('0', { cid });
  for (let turn = 1; turn < 10; turn += 1) expect(await visitor.say(`${turn}`)).toMatchObject({ ok: true });
  const refused = await visitor.say('one too many');
  expect(refused).toMatchObject({ ok: false, code: 'RATE_LIMITED', retry: true });
  expect(refused.retryAfterMs).toBeGreaterThan(0);
  expect(await visitor.say('0', { cid })).toMatchObject({ ok: true, dup: true });
});

test('close ends the dialog; a later send starts a new one; a known cid succeeds in between', async () => {
  const { visitor } = await openChat(server.url);
  const cid = randomUUID();
  const before = await visitor.say('Before', { cid });
  expect(await visitor.send({ type: 'close' })).toMatchObject({ ok: true });
  const closed = await visitor.next('dialog', ({ status }) => status === 'closed');
  await visitor.next('msg', ({ body }) => body.type === 'notice' && body.event === 'closed');
  expect(await visitor.say('Before', { cid })).toMatchObject({ ok: true, seq: before.seq, dup: true });
  const after = await visitor.say('After');
  expect(await visitor.next('dialog', ({ rev }) => rev > closed.rev)).toMatchObject({ status: 'bot' });
  expect((await visitor.answer(after.seq)).body.text).toBe('Echo: After');
});

test('before hello only hello is answered', async () => {
  const visitor = await connect(server.url);
  expect(await visitor.say('Hi')).toMatchObject({ ok: false, code: 'RESUME_REQUIRED', retry: true });
});

test('the read position only moves forward and is pushed to the other tabs', async () => {
  const { visitor } = await openChat(server.url);
  await visitor.hears('Hello');
  expect(await visitor.ask('read', { seq: 99 })).toEqual({ ok: true });
  expect(await visitor.next('read')).toEqual({ by: 'visitor', seq: 1 });
  await visitor.ask('read', { seq: 0 });
  expect((await visitor.hello()).read).toEqual({ visitor: 1, operator: 0 });
});
