import { defineConfig } from 'vitest/config';

/** Tests run on the sources, so that no stale build can pass or fail them. */
const source = '@connective-chat/source';
const resolve = { conditions: [source, 'module', 'development|production'] };
// Never `import` here: it would reach the `require()` of packages that are not bundled.
const ssr = {
  resolve: { conditions: [source, 'node', 'development|production'], externalConditions: [source, 'node'] },
};

const project = (name: string, environment: 'node' | 'jsdom') => ({
  resolve,
  ssr,
  test: { name, environment, include: [`packages/${name}/test/**/*.test.{ts,tsx}`], restoreMocks: true },
});

export default defineConfig({
  test: {
    projects: [
      project('core', 'node'),
      project('server', 'node'),
      project('react', 'jsdom'),
      project('vue', 'jsdom'),
      project('vanilla-ui', 'jsdom'),
      {
        resolve,
        ssr,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/support/global-setup.ts'],
          // A browser and a server each: two files at once on a small machine only wait for each other, and the
          // unit tests come first, so that a journey is not measured against them.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
});
