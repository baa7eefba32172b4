/// <reference path="./fs-native-extensions.d.ts" />
import { type FileHandle, open, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigError } from '../lib/config-error.ts';

/** Who holds the folder: for the message of those who are refused, never to decide. */
interface Holder {
  readonly pid: number;
  readonly host: string;
}

/** The byte that is locked lies behind the text, which some systems do not let others read where it is locked. */
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

/** Whether a path still leads to an open file: whoever held the lock before may have deleted it. */
async function isAt(path: string, handle: FileHandle): Promise<boolean> {
  const [here, there] = await Promise.all([handle.stat(), stat(path).catch(() => null)]);
  return there !== null && here.ino === there.ino && here.dev === there.dev;
}

/** @returns whether the lock was free */
function lock(tryLock: (fd: number, offset: number, length: number) => boolean, handle: FileHandle, folder: string) {
  try {
    return tryLock(handle.fd, LOCKED_BYTE, 1);
  } catch (error) {
    // Without a lock nothing tells whether another server writes here, and two of them destroy the database.
    throw new ConfigError(
      `The data folder ${folder} cannot be locked (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}). ` +
        'Choose a folder on a file system with locks with --data, or use a Postgres with DATABASE_URL.',
    );
  }
}

/**
 * Holds a data folder for this process: two on one would destroy the database. The kernel holds the lock, so that it is
 * valid for every process that sees the file, whatever container or PID namespace it is in, and ends with the process.
 *
 * @returns gives the folder free
 * @throws ConfigError if another process holds it, or if nothing can tell whether one does
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
        // Deleted before the lock ends: whoever opened it meanwhile sees that it is gone, and opens a new one.
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
