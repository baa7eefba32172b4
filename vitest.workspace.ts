import { defineConfig } from 'vitest/config';

/** Tests run on the sources, so that no stale build can pass or fail them. */
const resolve = { conditions: ['@connective-chat/source', 'module', 'import', 'default'] };
const ssr = { resolve: { conditions: resolve.conditions, externalConditions: resolve.conditions } };

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
    ],
  },
});
