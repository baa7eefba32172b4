import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/*
 * The tests that `npm run mutation` runs for each mutant: those of the client's machine, delivery and log, with less
 * random input than usual, because they run thousands of times.
 */

const core = fileURLToPath(new URL('../../packages/core', import.meta.url));

/** A mutant is done with the first test that fails: those of one part of the client first, and slow files last. */
const UNIT = /\/test\/(delivery|machine)\//;
const SLOW = ['fault-matrix', 'races', 'commands', 'simulation', 'chat.machine'];

class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const slow = SLOW.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return slow < 0 && UNIT.test(moduleId) ? -2 : slow;
    };
    return [...files].sort((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

export default defineConfig({
  cacheDir: fileURLToPath(new URL('../../.cache/mutation-vite', import.meta.url)),
  resolve: {
    conditions: ['@connective-chat/source', 'module', 'development|production'],
    // StrykerJS mutates a copy, but `node_modules` there links to the package that was copied.
    alias: [
      { find: /^@connective-chat\/core$/, replacement: `${core}/src/index.ts` },
      { find: /^@connective-chat\/core\/([a-z-]+)$/, replacement: `${core}/src/$1/index.ts` },
    ],
  },
  test: {
    root: core,
    include: ['test/{machine,delivery,conversation,client}/**/*.test.ts', 'test/simulation/simulation.test.ts'],
    // The slowest two: thousands of clients for leaks of sockets and timers, and damaged frames for the parser.
    exclude: ['test/client/lifetime.test.ts', 'test/client/damaged-frames.test.ts'],
    setupFiles: [fileURLToPath(new URL('./hit-limit.ts', import.meta.url))],
    environment: 'node',
    isolate: false,
    restoreMocks: true,
    unstubGlobals: true,
    // A test that waits for what a mutant never does fails soon.
    testTimeout: 10_000,
    sequence: { sequencer: QuickFirst },
    env: { SEEDS: '5', COMMANDS: '5', RACES: '5', CLIENTS: '50', REGIONS: 'few' },
  },
});
