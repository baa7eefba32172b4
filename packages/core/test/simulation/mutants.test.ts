import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { MUTANTS, type Mutant } from './mutants.ts';
import { type Implementation, simulate } from './simulate.ts';

const source = fileURLToPath(new URL('../../src/', import.meta.url));
const output = await mkdtemp(join(tmpdir(), 'mutants-'));
afterAll(() => rm(output, { recursive: true, force: true }));

/** Builds the client and the memory server with one defect. */
async function mutate({ name, file, find, replace }: Mutant): Promise<Implementation> {
  const outfile = join(output, `${name}.mjs`);
  await build({
    stdin: {
      contents: `export * as core from './index.ts'; export * as testing from './testing/index.ts';`,
      resolveDir: source,
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
    logLevel: 'silent',
    plugins: [
      {
        name: 'mutate',
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, async ({ path }) => {
            if (path !== join(source, file)) return undefined;
            const contents = await readFile(path, 'utf8');
            if (contents.split(find).length !== 2) throw new Error(`${name}: "${find}" must stand once in ${file}`);
            return { contents: contents.replace(find, () => replace), loader: 'ts' };
          });
        },
      },
    ],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return import(pathToFileURL(outfile).href) as Promise<Implementation>;
}

describe('the simulation detects the mutant', () => {
  it.each(MUTANTS)('$name: $mistake', async (mutant) => {
    const implementation = await mutate(mutant);
    // After a change of the code another seed may be the one that finds the defect.
    const seeds = [mutant.seed, ...Array.from({ length: 600 }, (_, seed) => seed)];
    let killedBy: number | null = null;
    for (let index = 0; index < seeds.length && killedBy === null; index += 1) {
      const { seed, violations } = await simulate(seeds[index] as number, implementation);
      if (violations.length > 0) killedBy = seed;
    }
    expect(killedBy, `${mutant.name} lives: no seed finds "${mutant.mistake}"`).not.toBeNull();
  });
});
