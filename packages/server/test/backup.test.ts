import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { backup } from '../src/backup/backup.ts';
import { LEFT_OUT } from '../src/backup/backup-format.ts';
import { restore } from '../src/backup/restore.ts';
import { listTables } from '../src/backup/tables.ts';
import { openStore, type StorePlace } from '../src/db/open-database.ts';
import { createServer } from '../src/index.ts';
import { emptyData, freshData } from './support/fresh-data.ts';
import { usePostgres } from './support/postgres.ts';
import { runCliWith } from './support/server-process.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent } from './support/test-server.ts';
import { connect, type Frame, mint, openChat } from './support/visitor.ts';

const TIMEOUT_MS = 240_000;
const postgres = usePostgres();

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'connective-chat-backup-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function embedded(data: () => Promise<string>): Promise<StorePlace> {
  const dataDir = await data();
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return { dataDir };
}
/** A data folder with the tables of a server. */
const withTables = () => embedded(freshData);
/** A data folder without tables, into which a backup is restored. */
const withoutTables = () => embedded(emptyData);
const onPostgres = async (): Promise<StorePlace> => ({
  databaseUrl: await postgres.createDatabase(`chat_${randomUUID().replaceAll('-', '')}`),
});

async function serve(place: StorePlace) {
  const server = await createServer({ ...place, bots: [testBot], providers: { held: new HeldAgent() } } as Parameters<
    typeof createServer
  >[0]);
  onTestFinished(() => server.close());
  return server;
}

/** A store with a conversation, a file, and a scenario that waits for a number. */
async function lived(place: StorePlace) {
  const server = await serve(place);
  const identity = mint();
  const { visitor, hello } = await openChat(server.url, { auth: { visitor: identity } });
  const greeting = await visitor.hears('Hello');
  const { fileId, token } = await visitor.ask('upload', { name: 'ї.txt', size: 5, mime: 'text/plain' });
  const posted = await fetch(`${server.url}/api/bots/test/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: 'bytes',
  });
  expect(posted.status).toBe(201);
  await visitor.send({ type: 'file', fileId, name: 'ї.txt', size: 5, mime: 'text/plain' });
  const cid = randomUUID();
  const sent = await visitor.say('Ще “лапки”, \u2028 і 🙂', { cid });
  await visitor.answer(sent.seq);
  await visitor.send({ type: 'press', messageId: greeting.id, buttonId: 'age', label: 'Age' });
  await visitor.hears('How old?');
  const { items, head } = await visitor.hello();
  await server.close();
  return { identity, epoch: hello.epoch as string, items, head, cid, sent };
}

/** Everything except what is created anew with each read. */
const essence = (items: Frame[]) =>
  items.map(({ epoch: _, body: { url: __, ...body }, ...rest }: Frame) => ({ ...rest, body }));

async function run<T>(place: StorePlace, work: (db: Parameters<typeof backup>[0]) => Promise<T>): Promise<T> {
  const store = await openStore(place);
  try {
    return await work(store.db);
  } finally {
    await store.close();
  }
}

test.each([
  ['embedded', 'embedded', withTables, withoutTables],
  ['embedded', 'Postgres', withTables, onPostgres],
  ['Postgres', 'embedded', onPostgres, withoutTables],
])(
  'from %s to %s: everything is restored under another epoch, and the conversation continues where it waited',
  async (_, __, from, to) => {
    const file = join(await folder(), 'chat.backup');
    const source = await from();
    const before = await lived(source);
    await run(source, (db) => backup(db, file));
    const target = await to();
    await run(target, (db) => restore(db, file));

    const server = await serve(target);
    const visitor = await connect(server.url, { auth: { visitor: before.identity } });
    const last = before.items.at(-1);
    const hello = await visitor.hello({
      cursor: { epoch: before.epoch, after: before.head, id: last.id },
      pending: [before.cid],
    });
    expect(hello.epoch).not.toBe(before.epoch);
    expect(hello).toMatchObject({ reset: true, head: before.head, known: { [before.cid]: before.sent.seq } });
    expect(essence(hello.items)).toEqual(essence(before.items));
    const sentFile = hello.items.find(({ body }: Frame) => body.type === 'file');
    expect(await (await fetch(sentFile.body.url)).text()).toBe('bytes');
    // Counters continue after the restored values: a new turn gets a new number.
    await visitor.say('37');
    await visitor.hears('So 37 it is');
  },
  TIMEOUT_MS,
);

test(
  'every table is in the backup or excluded by name, and an existing file is not overwritten',
  async () => {
    const place = await withTables();
    await lived(place);
    const file = join(await folder(), 'chat.backup');
    const names = await run(place, async (db) => {
      await backup(db, file);
      await expect(backup(db, file)).rejects.toThrow(/exists already/);
      const filled: string[] = [];
      for (const { name } of await listTables(db)) {
        const { rows } = await sql<{ any: boolean }>`select exists (select from ${sql.table(name)}) as any`.execute(db);
        if (rows[0]?.any) filled.push(name);
      }
      return filled;
    });
    const text = (await promisify(gunzip)(await readFile(file))).toString();
    const inBackup = new Set([...text.matchAll(/^\{"table":"(\w+)"/gm)].map(([, name]) => name));
    expect([...inBackup].sort()).toEqual(names.filter((name) => !LEFT_OUT.includes(name)).sort());
    expect((await stat(file)).mode & 0o077, 'readable by its owner alone').toBe(0);
  },
  TIMEOUT_MS,
);

test(
  'a damaged backup, a newer backup and a store in use are refused by name, and nothing is left behind',
  async () => {
    const dir = await folder();
    const place = await withTables();
    await lived(place);
    const file = join(dir, 'chat.backup');
    await run(place, (db) => backup(db, file));
    const packed = await readFile(file);
    const lines = (await promisify(gunzip)(packed)).toString().split('\n');
    const written = async (name: string, content: Buffer | string[]) => {
      const path = join(dir, name);
      await writeFile(path, Buffer.isBuffer(content) ? content : await promisify(gzip)(content.join('\n')));
      return path;
    };
    const header = JSON.parse(lines[0] ?? '');
    const later = JSON.stringify({ ...header, migrations: [...header.migrations, '9999-later'] });
    const target = await withoutTables();
    await run(target, async (db) => {
      for (const [path, reason] of [
        [await written('cut', packed.subarray(0, packed.length - 40)), /cannot be read|end is missing/],
        [await written('no-end', lines.slice(0, -2)), /its end is missing/],
        [await written('less', [...lines.slice(0, 2), ...lines.slice(3)]), /rows are missing/],
        [await written('garbage', Buffer.from('not a backup')), /cannot be read/],
        [await written('later', [later, ...lines.slice(1)]), /made by a later version, which knows 9999-later/],
        [join(dir, 'none'), /there is no such file/],
      ] as const) {
        await expect(restore(db, path), path).rejects.toThrow(reason);
        expect(await listTables(db), 'nothing stays').toEqual([]);
      }
      await restore(db, file);
      await expect(restore(db, file)).rejects.toThrow(/into an empty database/);
    });
  },
  TIMEOUT_MS,
);

test(
  'the commands report what they did, refuse the folder of a running server, and name mistakes',
  async () => {
    const dir = await folder();
    const place = await withTables();
    const file = join(dir, 'chat.backup');
    await lived(place);
    const data = place.dataDir ?? '';
    const made = await runCliWith({}, 'backup', file, '--data', data);
    expect(made.output).toMatch(/^Wrote \d+ rows to /);
    const databaseUrl = (await onPostgres()).databaseUrl ?? '';
    const restored = await runCliWith({ DATABASE_URL: databaseUrl }, 'restore', file);
    expect(restored).toMatchObject({ code: 0, output: expect.stringMatching(/^Restored \d+ rows of \d{4}-/) });

    await serve(place);
    const refused = await runCliWith({}, 'backup', join(dir, 'other'), '--data', data);
    expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('in use by another server') });
    const nothing = await runCliWith({}, 'backup', join(dir, 'other'), '--data', join(dir, 'none'));
    expect(nothing).toMatchObject({ code: 1, output: expect.stringContaining('There is nothing to back up') });
  },
  TIMEOUT_MS,
);
