/// <reference path="./fs-native-extensions.d.ts" />
import { type FileHandle, open, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigError } from '../lib/config-error.ts';

/** The holder of the folder, used only in the error message of a refused process. */
interface Holder {
  readonly pid: number;
  readonly host: string;
}

/** The locked byte is after the text, because some systems do not allow reading a locked range. */
const LOCKED_BYTE = 4096;
const ATTEMPTS = 50;
const PAUSE_MS = 20;

async function loadLock() {
  try {
    return (await import('fs-native-extensions')).tryLock;
  } catch (error) {
    throw new ConfigError(
      `The embedded database needs a file lock, which is not available on ${process.platform}-${process.arch} ` +
        `(${(error as Error).message.split('\n')[0]}). Use a Postgres instead, with DATABASE_URL.`,
    );
  }
}

async function readHolder(handle: FileHandle): Promise<string> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(LOCKED_BYTE), 0, LOCKED_BYTE, 0);
  try {
    const { pid, host } = JSON.parse(buffer.toString('utf8', 0, bytesRead)) as Holder;
    return `process ${pid} on ${host}`;
  } catch {
    return 'it has not said which';
  }
}

/** Whether a path still refers to the open file, which the previous holder of the lock may have deleted. */
async function isAt(path: string, handle: FileHandle): Promise<boolean> {
  const [here, there] = await Promise.all([handle.stat(), stat(path).catch(() => null)]);
  return there !== null && here.ino === there.ino && here.dev === there.dev;
}

/** @returns whether the lock was free */
function lock(tryLock: (fd: number, offset: number, length: number) => boolean, handle: FileHandle, folder: string) {
  try {
    return tryLock(handle.fd, LOCKED_BYTE, 1);
  } catch (error) {
    // Without a lock another server on this folder cannot be detected, and two servers destroy the database.
    throw new ConfigError(
      `The data folder ${folder} cannot be locked (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}). ` +
        'Choose a folder on a file system with locks with --data, or use a Postgres with DATABASE_URL.',
    );
  }
}

/**
 * Locks a data folder for this process: two processes on one would destroy it. The kernel holds the lock, so that it is
 * valid for every process that sees the file, in any container or PID namespace, and ends with the process.
 *
 * @returns a function that releases the lock
 * @throws ConfigError if another process holds it, or if the platform has no such lock
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const tryLock = await loadLock();
  const path = join(folder, 'server.lock');
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const handle = await open(path, 'a+');
    try {
      if (!lock(tryLock, handle, folder)) {
        throw new ConfigError(
          `The data folder ${folder} is in use by another server (${await readHolder(handle)}). ` +
            'Stop that one, or choose another folder with --data.',
        );
      }
      if (await isAt(path, handle)) {
        await handle.truncate(0);
        await handle.write(JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder));
        // Deleted before the lock is released: a process that opened it meanwhile sees that, and opens a new one.
        return async () => {
          await unlink(path).catch(() => {});
          await handle.close();
        };
      }
    } catch (error) {
      await handle.close();
      throw error;
    }
    await handle.close();
    await delay(PAUSE_MS);
  }
  throw new ConfigError(`The data folder ${folder} cannot be locked: its lock file is deleted again and again.`);
}
