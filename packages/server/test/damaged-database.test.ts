import { existsSync } from 'node:fs';
import { readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createServer, DamagedDatabaseError } from '../src/index.ts';
import { freshData } from './support/fresh-data.ts';
import { runCli } from './support/server-process.ts';

const TIMEOUT_MS = 240_000;

async function dataFolder(): Promise<string> {
  const folder = await freshData();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The folder of the database that contains the catalog of the tables; Postgres names it by a number. */
async function catalogOf(db: string): Promise<string> {
  const databases = (await readdir(join(db, 'base'))).filter((name) => /^\d+$/.test(name)).map(Number);
  return join(db, 'base', String(Math.max(...databases)), '1259');
}

const namesTheWayBack = async (data: string, start: Promise<unknown>) => {
  const error = await start.then(
    () => null,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(DamagedDatabaseError);
  const { message, folder } = error as DamagedDatabaseError;
  expect(folder).toBe(join(data, 'db'));
  expect(message).toContain(`The embedded database in ${folder} cannot be opened`);
  expect(message).toContain('connective-chat-server backup FILE');
  expect(message).toContain(`connective-chat-server restore FILE --data "${data}"`);
};

test.each<[string, (db: string) => Promise<void>]>([
  ['its control file is empty', (db) => truncate(join(db, 'global/pg_control'), 0)],
  ['another version of Postgres wrote it', (db) => writeFile(join(db, 'PG_VERSION'), '9.6\n')],
  ['its catalog is overwritten', async (db) => writeFile(await catalogOf(db), Buffer.alloc(32_768, 3))],
])(
  'the error for a damaged database names its folder, the backup and the recovery: %s',
  async (_, damage) => {
    const data = await dataFolder();
    await damage(join(data, 'db'));
    await namesTheWayBack(data, createServer({ dataDir: data }));
  },
  TIMEOUT_MS,
);

test(
  'a folder without PG_VERSION is not overwritten with a new database',
  async () => {
    const data = await dataFolder();
    const db = join(data, 'db');
    await rm(join(db, 'PG_VERSION'));
    const before = await readdir(db);
    await namesTheWayBack(data, createServer({ dataDir: data }));
    expect(await readdir(db)).toEqual(before);

    await rename(db, `${db}.damaged`);
    const server = await createServer({ dataDir: data });
    await server.close();
    expect(existsSync(join(db, 'PG_VERSION')), 'moved aside, a start begins anew').toBe(true);
  },
  TIMEOUT_MS,
);

test(
  'the command line prints the recovery steps and no stack trace',
  async () => {
    const data = await dataFolder();
    await truncate(join(data, 'db', 'global/pg_control'), 0);
    const { code, output } = await runCli('--data', data, '--port', '0');
    expect(code).toBe(1);
    expect(output).toContain(`restore FILE --data "${data}"`);
    expect(output).not.toMatch(/^\s+at /m);
  },
  TIMEOUT_MS,
);
