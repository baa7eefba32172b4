import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import manifest from '../../package.json' with { type: 'json' };

const version = manifest.dependencies['@electric-sql/pglite'];

/** An empty database as PGlite makes it, kept between runs: making one takes seconds, copying one does not. */
const template = join(tmpdir(), `connective-chat-empty-pglite-${version}`);

async function prepare(): Promise<void> {
  if (await stat(template).catch(() => null)) return;
  const made = await mkdtemp(join(tmpdir(), 'connective-chat-making-'));
  const pglite = await PGlite.create(made);
  await pglite.close();
  // Whoever is first gives it its name; files of tests run side by side.
  await rename(made, template).catch(() => rm(made, { recursive: true, force: true }));
}

/** A data folder of its own, with an empty database. */
export async function freshData(): Promise<string> {
  await prepare();
  const folder = await mkdtemp(join(tmpdir(), 'connective-chat-test-'));
  await cp(template, join(folder, 'db'), { recursive: true });
  return folder;
}
