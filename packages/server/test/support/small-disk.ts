import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** Room for the database of a long run; a full disk takes as much memory. */
const MEGABYTES = 128;

/** The tables that grow with each message, and with each turn. */
const TABLES = ['messages', 'turns'];

/** A disk for the tables of the database that can be filled. */
export interface SmallDisk {
  /** How it becomes full: it is a file system of its own, or Postgres refuses every insert with the same error. */
  readonly kind: 'file system' | 'refusals';
  fill(): Promise<void>;
  free(): Promise<void>;
  /** After Postgres has stopped. */
  close(): void;
}

async function run(databaseUrl: string, ...statements: string[]): Promise<void> {
  const client = new Client(databaseUrl);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A file system in memory that belongs to the user of Postgres; null if this process may not mount one. */
function mountDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'connective-chat-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m`, 'tmpfs', folder]).status !== 0) {
    rmSync(folder, { recursive: true });
    return null;
  }
  spawnSync('chown', ['postgres', folder]);
  return folder;
}

/** Writes until no byte fits any more. */
function fillUp(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (const size of [1 << 20, 4096]) {
      const bytes = Buffer.alloc(size);
      try {
        for (;;) writeSync(file, bytes);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
  } finally {
    closeSync(file);
  }
}

/** Only the tables are on it: without space for its log, which is elsewhere, Postgres would end. */
async function moveTables(databaseUrl: string, folder: string): Promise<SmallDisk> {
  const maintenance = new URL(databaseUrl);
  const name = maintenance.pathname.slice(1);
  maintenance.pathname = '/postgres';
  await run(
    maintenance.href,
    `create tablespace small location '${folder}'`,
    `alter database ${name} set tablespace small`,
  );
  const filler = join(folder, 'filler');
  return {
    kind: 'file system',
    fill: async () => fillUp(filler),
    free: async () => rmSync(filler, { force: true }),
    close() {
      spawnSync('umount', ['--lazy', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What Postgres answers when it cannot extend a file, to every insert and not only to one that needs a new page. */
function refuseInserts(databaseUrl: string): SmallDisk {
  return {
    kind: 'refusals',
    fill: () =>
      run(
        databaseUrl,
        `create or replace function refuse_for_space() returns trigger language plpgsql as $$
          begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$`,
        ...TABLES.map(
          (table) =>
            `create trigger disk_full before insert on ${table} for each statement execute function refuse_for_space()`,
        ),
      ),
    free: () => run(databaseUrl, ...TABLES.map((table) => `drop trigger if exists disk_full on ${table}`)),
    close() {},
  };
}

/** Called before anything uses the database. */
export async function openSmallDisk(databaseUrl: string, mayMount: boolean): Promise<SmallDisk> {
  const folder = mayMount ? mountDisk() : null;
  return folder ? moveTables(databaseUrl, folder) : refuseInserts(databaseUrl);
}
