import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type ChatServer, createServer } from '../src/index.ts';
import { logIn } from './support/operator.ts';
import { usePostgres } from './support/postgres.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent } from './support/test-server.ts';
import { connect, type Frame, mint, openChat } from './support/visitor.ts';

const postgres = usePostgres();
const held = new HeldAgent();
let server: ChatServer;
const operators = [{ id: 'ann', name: 'Ann', login: 'ann', password: 'ann-password' }];
const start = () => createServer({ databaseUrl: postgres.url, bots: [testBot], providers: { held }, operators });

beforeAll(async () => {
  server = await start();
});
afterAll(() => server?.close());

test('a conversation on a real Postgres: greeting, button, input, thinking, file, and all of it after a restart', async () => {
  const identity = mint();
  const { visitor, hello } = await openChat(server.url, { auth: { visitor: identity }, params: { name: 'Ada' } });
  const params = { name: 'Ada' };
  const greeting = await visitor.hears('Hello Ada');
  await visitor.send({ type: 'press', messageId: greeting.id, buttonId: 'age', label: 'Age' }, { params });
  await visitor.hears('How old?');
  await visitor.say('37', { params });
  await visitor.hears('So 37 it is, Ada');

  const asked = await visitor.say('ask about it', { params });
  await visitor.next('thinking', ({ on }) => on);
  expect(await visitor.say('Meanwhile', { params })).toMatchObject({ code: 'THINKING_LOCK' });
  held.find('ask about it')?.finish('An answer');
  expect((await visitor.answer(asked.seq)).body.text).toBe('An answer (Ada)');

  const bytes = Buffer.from('Words of a file');
  const { fileId, token } = await visitor.ask('upload', { name: 'w.txt', size: bytes.length, mime: 'text/plain' });
  const posted = await fetch(`${server.url}/api/bots/test/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new Uint8Array(bytes),
  });
  expect(posted.status).toBe(201);
  const sent = await visitor.send({ type: 'file', fileId, name: 'w.txt', size: bytes.length, mime: 'text/plain' });
  const { body } = await visitor.next('msg', ({ seq }) => seq === sent.seq);
  expect(await (await fetch(body.url)).text()).toBe('Words of a file');
  const before = (await visitor.hello()).items;

  await server.close();
  server = await start();
  const again = await (await connect(server.url, { auth: { visitor: identity } })).hello();
  expect(again.epoch).toBe(hello.epoch);
  // Everything except the URLs of files, which expire.
  const essence = (items: Frame[]) => items.map(({ body, ...rest }) => ({ ...rest, body: { ...body, url: null } }));
  expect(essence(again.items)).toEqual(essence(before));
  expect(again.items.map(({ seq }: { seq: number }) => seq)).toEqual(
    before.map((_: unknown, index: number) => index + 1),
  );
});

test('simultaneous sends of several tabs: contiguous seqs, and a repeated cid is stored once', async () => {
  const identity = mint();
  const first = await connect(server.url, { auth: { visitor: identity } });
  const others = await Promise.all([1, 2].map(() => connect(server.url, { auth: { visitor: identity } })));
  const tabs = [first, ...others];
  const [hello] = await Promise.all(tabs.map((tab) => tab.hello()));
  const same = await Promise.all(tabs.map((tab) => tab.say('Race', { cid: 'the-same-cid' })));
  expect(new Set(same.map(({ seq }) => seq)).size).toBe(1);
  await Promise.all(tabs.map((tab, index) => tab.say(`Tab ${index}`)));
  await first.next('msg', () => first.of('msg').filter(({ from }) => from.kind === 'bot').length === 4);
  const { items, head } = await first.ask('sync', { epoch: hello.epoch, after: 0 });
  expect(items.map(({ seq }: { seq: number }) => seq)).toEqual(Array.from({ length: head }, (_, index) => index + 1));
  expect(head).toBe(8);
});

test('a search replaced by a newer one is cancelled in Postgres', async () => {
  const { visitor } = await openChat(server.url);
  await visitor.say('a word to be found');
  const ann = await logIn(server.url, 'ann');
  // The activity is read on a separate connection, because a transaction always sees the same snapshot of it.
  const [admin, observer] = [new pg.Client(postgres.url), new pg.Client(postgres.url)];
  for (const client of [admin, observer]) {
    await client.connect();
    onTestFinished(() => client.end());
  }
  const searches = async () => {
    const { rows } = await observer.query(
      "select 1 from pg_stat_activity where state = 'active' and query like '%to_tsquery%' and pid <> pg_backend_pid()",
    );
    return rows.length;
  };
  // The messages are locked, so a search waits as a slow one would.
  await admin.query('begin; lock table messages in access exclusive mode');
  const first = ann.ask('search', { query: 'word' });
  await expect.poll(searches, { timeout: 20_000 }).toBe(1);
  const second = ann.ask('search', { query: 'found' });
  expect(await first).toMatchObject({ ok: false, code: 'BUSY' });
  await expect.poll(searches, { timeout: 20_000 }).toBe(1);
  await admin.query('rollback');
  expect((await second).items.length).toBeGreaterThan(0);
  expect(await ann.ask('search', { query: 'word' }), 'the connection of the first goes on').toMatchObject({ ok: true });

  await admin.query('begin; lock table messages in access exclusive mode');
  void ann.ask('search', { query: 'left' }).catch(() => {});
  await expect.poll(searches, { timeout: 20_000 }).toBe(1);
  ann.socket.disconnect();
  await expect.poll(searches, { message: 'also when the desk has gone', timeout: 20_000 }).toBe(0);
  await admin.query('rollback');
});
