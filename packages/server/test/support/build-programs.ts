import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of programs that tests start as processes. */
    serverPrograms: string;
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Bundles programs that are started as processes: compiling the sources in each process would take longer than the start
 * of the server.
 */
export async function buildPrograms(): Promise<{ folder: string; remove(): Promise<void> }> {
  // Inside the package, so that its dependencies are found; a separate folder for each run, so that runs do not
  // conflict.
  const cache = join(root, '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'test-programs-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await build({
      absWorkingDir: root,
      entryPoints: { cli: 'src/cli.ts', life: 'test/support/life.ts' },
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      conditions: ['@connective-chat/source'],
      plugins: [
        {
          name: 'packages of others stay outside',
          setup: ({ onResolve }) => {
            onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
              kind === 'entry-point' || path.startsWith('@connective-chat/') ? undefined : { path, external: true },
            );
          },
        },
      ],
    });
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, remove };
}

/** Bundles the programs once for all tests (a global setup of vitest). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { folder, remove } = await buildPrograms();
  project.provide('serverPrograms', folder);
  return remove;
}
