import { mkdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Imports a TypeScript module of the e2e tests into a script. */
export async function importTypescript(file) {
  const outfile = join(root, '.cache', `${relative(root, file).replaceAll(/\W+/g, '-')}.mjs`);
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: [file],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    // The bundle is written to another folder, but must keep the URL of its source.
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(file).href) },
    logLevel: 'error',
  });
  return import(`${pathToFileURL(outfile).href}?${Date.now()}`);
}
