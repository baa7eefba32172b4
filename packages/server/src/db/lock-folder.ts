import { readFileSync } from 'node:fs';
import { mkdir, open, readFile, rmdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigError } from '../lib/config-error.ts';

interface Holder {
  readonly pid: number;
  /** When that process began, where the system tells: a pid alone may be another's by now. */
  readonly began: string | null;
}

/**
 * The start time of a process in clock ticks, which with its pid names it for as long as the machine is up.
 * Null where the system does not tell, or only an entry is left that nobody has collected (a zombie).
 */
function beganAt(pid: number): string | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold blanks; count from its end.
    const [state, ...fields] = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? null : (fields[18] ?? null);
  } catch {
    return null;
  }
}

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  // In a container every start has the same pid, and after a crash any process may have got it.
  return began === null || began === beganAt(pid);
}

function parseHolder(text: string): Holder | null {
  try {
    const { pid, began } = JSON.parse(text) as Partial<Holder>;
    return Number.isInteger(pid) && (pid as number) > 0 ? { pid: pid as number, began: began ?? null } : null;
  } catch {
    return null;
  }
}

async function readHolder(file: string): Promise<Holder | null | undefined> {
  try {
    return parseHolder(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Creates the lock; false where there is one already. */
async function tryCreate(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(JSON.stringify({ pid: process.pid, began: beganAt(process.pid) } satisfies Holder));
    await handle.sync();
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** A takeover lasts some milliseconds; what is older was left by a process that died in it. */
const TAKEOVER_MS = 10_000;

/**
 * Runs `work` while no other process takes a lock over. Only in here is a lock deleted: if two processes
 * could each judge a lock dead and delete it, the second would delete the first one's fresh lock.
 */
async function alone(folder: string, work: () => Promise<void>): Promise<void> {
  const guard = join(folder, 'server.lock.takeover');
  try {
    await mkdir(guard);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const age =
      Date.now() -
      (await stat(guard).then(
        ({ mtimeMs }) => mtimeMs,
        () => Date.now(),
      ));
    if (age > TAKEOVER_MS) await rmdir(guard).catch(() => {});
    await delay(20);
    return;
  }
  try {
    await work();
  } finally {
    await rmdir(guard).catch(() => {});
  }
}

/**
 * Holds a data folder for this process: two on one would destroy the database. A lock whose process is
 * gone (killed, or the machine went down) is taken over.
 *
 * @returns gives the folder free
 * @throws ConfigError if a living process holds it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'server.lock');
  for (let attempt = 0; attempt < 50; attempt += 1) {
    if (await tryCreate(file)) {
      return () => unlink(file).catch(() => {});
    }
    const holder = await readHolder(file);
    if (holder === undefined) continue;
    if (holder && isAlive(holder)) {
      throw new ConfigError(
        `The data folder ${folder} is in use by another server (process ${holder.pid}). ` +
          'Stop that one, or choose another folder with --data.',
      );
    }
    await alone(folder, async () => {
      const current = await readHolder(file);
      // An empty lock may be one that is being written this moment; it is judged by its age.
      if (current === null && Date.now() - (await stat(file)).mtimeMs < 1000) return delay(50);
      if (current !== undefined && !(current && isAlive(current))) await unlink(file).catch(() => {});
    });
  }
  throw new ConfigError(`The data folder ${folder} cannot be locked: delete ${file} if no server runs on it.`);
}
