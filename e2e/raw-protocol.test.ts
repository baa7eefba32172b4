import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { RawVisitor } from './support/raw-visitor.ts';
import { type ServerProcess, startServer } from './support/server.ts';

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.dispose());

async function visitor(): Promise<RawVisitor> {
  const raw = new RawVisitor();
  onTestFinished(() => raw.disconnect());
  await raw.connect(server.url);
  return raw;
}

const answered = (raw: RawVisitor, turn: number | undefined) =>
  vi.waitFor(
    () => {
      const answer = raw.messages.find((message) => message.from.kind === 'bot' && message.turn === turn);
      if (!answer) throw new Error('no answer yet');
      return answer;
    },
    { timeout: 20_000, interval: 50 },
  );

test('a plain socket.io client can hold a conversation', async () => {
  const raw = await visitor();
  expect((await raw.hello()).ok).toBe(true);
  const sent = await raw.send('How long does delivery take?');
  expect(sent).toMatchObject({ ok: true });
  await answered(raw, sent.seq);
});

test('a repeated send is stored once, and both acks have the same seq', async () => {
  const raw = await visitor();
  await raw.hello();
  const cid = randomUUID();
  const first = await raw.send('Once', cid);
  const second = await raw.send('Once', cid);
  expect(second).toMatchObject({ ok: true, seq: first.seq, dup: true });
});

test('killed between two messages: both are stored once, in order, without a gap', async () => {
  const raw = await visitor();
  const { head } = await raw.hello();
  const [one, two] = [randomUUID(), randomUUID()];
  const first = await raw.send('Before the fall', one);
  expect(first.ok).toBe(true);
  await server.kill();
  await server.start();

  await raw.connect(server.url);
  const again = await raw.hello({ pending: [one, two] });
  expect(again.known[one]).toBe(first.seq);
  expect(again.known[two]).toBeUndefined();
  // After the restart the first turn is still being answered, so a send may be refused for a while.
  const second = await vi.waitFor(
    async () => {
      const ack = await raw.send('After the fall', two);
      if (!ack.ok) throw new Error(JSON.stringify(ack));
      return ack;
    },
    { timeout: 20_000, interval: 250 },
  );

  const { items } = await raw.hello();
  const seqs = items.map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
  expect(items.filter(({ cid }) => cid === one || cid === two).map(({ seq }) => seq)).toEqual([first.seq, second.seq]);
  expect(first.seq).toBeGreaterThan(head);
});
