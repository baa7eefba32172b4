import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { checkReadiness } from '../src/db/check-readiness.ts';
import { FailureLog } from '../src/db/failure-log.ts';
import { openDatabase } from '../src/db/open-database.ts';
import { toRefused } from '../src/gateway/to-refused.ts';
import { createServer } from '../src/index.ts';
import { createLogger } from '../src/lib/logger.ts';
import { freshData } from './support/fresh-data.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent } from './support/test-server.ts';
import { openChat } from './support/visitor.ts';

/** A file system of this size, unmounted when the test ends; null if the machine does not allow mounting. */
function mountSmallDisk(megabytes: number): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'connective-chat-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  if (status !== 0) {
    rmSync(folder, { recursive: true });
    return null;
  }
  onTestFinished(() => {
    spawnSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Fills the disk completely. @returns frees the space */
function fill(disk: string): () => void {
  const file = join(disk, 'fill');
  const handle = openSync(file, 'w');
  const bytes = Buffer.alloc(64 * 1024);
  try {
    for (;;) writeSync(handle, bytes);
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  }
  closeSync(handle);
  return () => rmSync(file);
}

test('with a full disk the server is not ready and refuses sends as UNAVAILABLE, and recovers when there is space', async ({
  skip,
}) => {
  const disk = mountSmallDisk(200);
  if (!disk) return skip('no file system can be mounted here');
  const prepared = await freshData();
  const dataDir = join(disk, 'data');
  await cp(prepared, dataDir, { recursive: true });
  await rm(prepared, { recursive: true });
  const logged: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void logged.push(JSON.parse(line).msg) });
  const limits = { messagesPerMinute: 60_000, burst: 10_000 };
  const providers = { held: new HeldAgent() };
  const server = await createServer({ dataDir, bots: [testBot], providers, limits, logger });
  onTestFinished(() => server.close());
  const ready = async () => {
    const answer = await fetch(`${server.url}/readyz`);
    return { status: answer.status, body: await answer.json() };
  };
  const { visitor } = await openChat(server.url);
  await visitor.hears('Hello');
  expect(await ready()).toEqual({ status: 200, body: { ready: true } });

  const empty = fill(disk);
  expect(await ready()).toEqual({ status: 503, body: { ready: false, reason: 'disk' } });
  // Random data cannot be compressed; it is sent until the preallocated pages of the database are full.
  const say = (cid: string) => visitor.say(randomBytes(6000).toString('base64'), { cid });
  let refused = await say(randomUUID());
  for (let turn = 0; turn < 100 && refused.ok; turn += 1) refused = await say(randomUUID());
  expect(refused).toMatchObject({ ok: false, code: 'UNAVAILABLE', retry: true, retryAfterMs: expect.any(Number) });
  for (let turn = 0; turn < 5; turn += 1) await say(randomUUID());

  empty();
  const cid = randomUUID();
  const body = 'There is space again';
  expect(await visitor.say(body, { cid })).toMatchObject({ ok: true });
  expect(await ready()).toEqual({ status: 200, body: { ready: true } });
  expect(
    logged.filter((message) => message.includes('disk')),
    'one line for each state',
  ).toEqual(['the disk of the database is full', 'the disk of the database has space again']);
});

test('a write refused by Postgres for lack of space makes the server not ready until a write succeeds', async () => {
  const { db, close } = await openDatabase({});
  onTestFinished(close);
  const failures = new FailureLog(createLogger('silent'));
  const full = Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' });
  const check = () => checkReadiness({ db, failures, dataDir: undefined });
  expect(await check()).toBe('ready');
  expect(toRefused(full, failures, 'send')).toMatchObject({ code: 'UNAVAILABLE', retryAfterMs: expect.any(Number) });
  expect(await check()).toBe('disk');
  failures.databaseAnswered('select 1');
  expect(await check(), 'reading goes on all the while').toBe('disk');
  failures.databaseAnswered('insert into "messages" values ($1)');
  expect(await check()).toBe('ready');
});
