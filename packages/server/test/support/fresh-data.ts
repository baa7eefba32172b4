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
    /** The folder of this run in which the tests' databases are made. */
    testData: string;
  }
}

const MIGRATIONS = fileURLToPath(new URL('../../src/db/migrations/', import.meta.url));

/** Names the version of the database and the content of the migrations, so that an edited one is not missed. */
function fingerprint(): string {
  const hash = createHash('sha256').update(manifest.dependencies['@electric-sql/pglite']);
  for (const name of readdirSync(MIGRATIONS).sort()) hash.update(readFileSync(join(MIGRATIONS, name)));
  return hash.digest('hex').slice(0, 16);
}

type Content = 'tables' | 'nothing';

/** A database without a row, kept between runs: making one takes seconds, copying one does not. */
async function template(content: Content): Promise<string> {
  const folder = join(tmpdir(), `connective-chat-template-${content}-${fingerprint()}`);
  if (await stat(folder).catch(() => null)) return folder;
  const made = await mkdtemp(join(tmpdir(), 'connective-chat-making-'));
  const store = await openStore({ dataDir: made });
  if (content === 'tables') await migrate(store.db);
  await store.close();
  // The first of several test files that run at once gives it its name.
  await rename(join(made, 'db'), folder).catch(() => {});
  await rm(made, { recursive: true, force: true });
  return folder;
}

/**
 * Makes what the tests copy, so that no test waits for it: a global setup of vitest. The copies lie in one folder, which
 * goes with the run: what a failed test leaves there does not stay.
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
  // A thousand small files: copied one after another they cost a third of what they do at once.
  cpSync(await template(content), join(folder, 'db'), { recursive: true });
  return folder;
}

/** A data folder of its own, with the tables and no row. */
export const freshData = (): Promise<string> => copyOf('tables');

/** A data folder of its own, with a database in which nothing was made yet. */
export const emptyData = (): Promise<string> => copyOf('nothing');
