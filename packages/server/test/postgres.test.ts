import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openPool } from '../src/db/open-pool.ts';
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

test('a prepared statement runs again when its table was changed, and after an error', async () => {
  const pool = openPool(postgres.url, { connections: 1, isLimited: true });
  // A pool that ends waits for its clients, and what is registered last runs first.
  onTestFinished(() => pool.end());
  const client = await pool.connect();
  onTestFinished(() => client.release());
  const elsewhere = new pg.Client(postgres.url);
  await elsewhere.connect();
  onTestFinished(() => elsewhere.end());
  await elsewhere.query('create table things (id int primary key, name text)');
  const rowsOf = async (text: string, values: unknown[]) => (await client.query(text, values)).rows;

  const insert = 'insert into things (id, name) values ($1, $2) returning *';
  expect(await rowsOf(insert, [1, 'one'])).toEqual([{ id: 1, name: 'one' }]);
  await expect(rowsOf(insert, [1, 'again'])).rejects.toMatchObject({ code: '23505' });
  expect(await rowsOf(insert, [2, 'two'])).toEqual([{ id: 2, name: 'two' }]);
  const { rows } = await client.query(
    "select name from pg_prepared_statements where statement like 'insert into things%'",
  );
  expect(rows).toHaveLength(1);

  const missing = 'select * from later where id = $1';
  await expect(rowsOf(missing, [1])).rejects.toMatchObject({ code: '42P01' });
  await elsewhere.query('create table later (id int)');
  expect(await rowsOf(missing, [1])).toEqual([]);

  await elsewhere.query("alter table things add column more text default 'new'");
  expect(await rowsOf(insert, [3, 'three'])).toEqual([{ id: 3, name: 'three', more: 'new' }]);
  expect(await rowsOf(insert, [4, 'four'])).toEqual([{ id: 4, name: 'four', more: 'new' }]);
  expect(await rowsOf('select count(*)::int from things where id > $1', [0])).toEqual([{ count: 4 }]);
});
