import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import manifest from '../../package.json' with { type: 'json' };
import { migrate, openStore } from '../../src/db/open-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of this run for the databases of tests. */
    testData: string;
  }
}

/**
 * The folders of the databases template1 and template0: only `create database` reads them. They are 600 of a thousand
 * files, and without them a copy takes a third of the time.
 */
const UNUSED = ['base/1', 'base/4'];

const MIGRATIONS = fileURLToPath(new URL('../../src/db/migrations/', import.meta.url));

/** Identifies the database version, its files and the content of the migrations, so that a change is detected. */
function fingerprint(): string {
  const hash = createHash('sha256').update(`${manifest.dependencies['@electric-sql/pglite']} ${UNUSED}`);
  for (const name of readdirSync(MIGRATIONS).sort()) hash.update(readFileSync(join(MIGRATIONS, name)));
  return hash.digest('hex').slice(0, 16);
}

type Content = 'tables' | 'nothing';

/** An empty database that is kept between runs, because creating one takes seconds and copying it does not. */
async function template(content: Content): Promise<string> {
  const folder = join(tmpdir(), `connective-chat-template-${content}-${fingerprint()}`);
  if (await stat(folder).catch(() => null)) return folder;
  const made = await mkdtemp(join(tmpdir(), 'connective-chat-making-'));
  const store = await openStore({ dataDir: made });
  if (content === 'tables') await migrate(store.db);
  await store.close();
  for (const name of UNUSED) await rm(join(made, 'db', name), { recursive: true });
  // If several test files run at the same time, only the first rename succeeds.
  await rename(join(made, 'db'), folder).catch(() => {});
  await rm(made, { recursive: true, force: true });
  return folder;
}

/**
 * Creates the databases that tests copy, so that no test waits for it (a global setup of vitest). All copies are in one
 * folder, which is deleted at the end of the run, also after failed tests.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await template('tables');
  await template('nothing');
  const folder = await mkdtemp(join(tmpdir(), 'connective-chat-test-'));
  project.provide('testData', folder);
  return () => rm(folder, { recursive: true, force: true });
}

async function copyOf(content: Content): Promise<string> {
  const folder = await mkdtemp(join(inject('testData'), 'data-'));
  // Synchronously: for a thousand small files this takes a third of the time of an asynchronous copy.
  cpSync(await template(content), join(folder, 'db'), { recursive: true });
  return folder;
}

/** A new data folder with empty tables. */
export const freshData = (): Promise<string> => copyOf('tables');

/** A new data folder with an empty database. */
export const emptyData = (): Promise<string> => copyOf('nothing');
