import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lockFolder } from '../src/db/lock-folder.ts';
import { ConfigError } from '../src/lib/config-error.ts';

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'connective-chat-lock-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('of many processes that start at once one locks the folder, and the others are told which one', async () => {
  const folder = await emptyFolder();
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
  const [held, ...more] = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  expect(more).toEqual([]);
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    expect(result.reason).toBeInstanceOf(ConfigError);
    expect(result.reason.message).toContain(`${folder} is in use by another server`);
  }
  await expect(lockFolder(folder)).rejects.toThrow(`process ${process.pid} on `);
  await held?.();
  await (await lockFolder(folder))();
});

test('deleting a lock file while others wait for it never lets two in', async () => {
  const folder = await emptyFolder();
  let holders = 0;
  let most = 0;
  let turns = 0;
  const worker = async () => {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const unlock = await lockFolder(folder).catch(() => null);
      if (!unlock) continue;
      holders += 1;
      most = Math.max(most, holders);
      turns += 1;
      await new Promise(setImmediate);
      holders -= 1;
      await unlock();
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  expect(most).toBe(1);
  expect(turns).toBeGreaterThan(8);
});
