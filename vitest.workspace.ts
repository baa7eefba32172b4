import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

/** Tests run on the sources, so that no stale build can pass or fail them. */
const source = '@connective-chat/source';
const resolve = { conditions: [source, 'module', 'development|production'] };
// Not the condition `import`: it would also apply to `require()` in packages that are not bundled.
const ssr = {
  resolve: { conditions: [source, 'node', 'development|production'], externalConditions: [source, 'node'] },
};

const project = (name: string, environment: 'node' | 'jsdom') => ({
  resolve,
  ssr,
  test: {
    name,
    environment,
    include: [`packages/${name}/test/**/*.test.{ts,tsx}`],
    restoreMocks: true,
    // Timeouts only end hanging tests; they are generous so that a loaded machine does not fail a working test.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

const databases = 'packages/server/test/support/fresh-data.ts';

const server = () => {
  const { test, ...shared } = project('server', 'node');
  return { ...shared, test: { ...test, globalSetup: [databases] } };
};

const WORKERS = Math.max(2, availableParallelism());

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const react19 = () => {
  const { test, ...shared } = project('react', 'jsdom');
  return { ...shared, test: { ...test, env: { REACT: '19' } } };
};

/** The tests of the bindings once more, on the oldest React they promise. */
const react18 = () => {
  const { test, ...shared } = project('react', 'jsdom');
  return {
    ...shared,
    resolve: {
      ...resolve,
      alias: [
        { find: /^(react|react-dom)(?=$|\/)/, replacement: at('./compat/react-18/node_modules/$1') },
        // The ESM build, because the alias does not apply to `require('react')` in the CommonJS build.
        {
          find: '@testing-library/react',
          replacement: at('./node_modules/@testing-library/react/dist/@testing-library/react.esm.js'),
        },
      ],
    },
    test: {
      ...test,
      name: 'react-18',
      env: { REACT: '18' },
      server: { deps: { inline: [/@testing-library\/react/] } },
    },
  };
};

/** And once more, the hooks and every component that uses them compiled; what cannot be compiled fails. */
const reactCompiler = () => {
  const { test, ...shared } = project('react', 'jsdom');
  return {
    ...shared,
    plugins: [react({ babel: { plugins: [['babel-plugin-react-compiler', { panicThreshold: 'all_errors' }]] } })],
    test: { ...test, name: 'react-compiler', env: { REACT: '19', REACT_COMPILER: '1' } },
  };
};

export default defineConfig({
  test: {
    // The default leaves one core to Vite, which is idle once the files are transformed, so use all cores.
    maxWorkers: WORKERS,
    // Read by `npm run test:slowest` and by CI.
    reporters: ['default', ['json', { outputFile: '.cache/test-report.json' }]],
    projects: [
      project('core', 'node'),
      project('contracts', 'node'),
      server(),
      project('console', 'node'),
      react19(),
      react18(),
      reactCompiler(),
      project('vue', 'jsdom'),
      project('vanilla-ui', 'jsdom'),
      {
        resolve,
        ssr,
        plugins: [vue()],
        test: { name: 'docs', environment: 'jsdom', include: ['docs/test/**/*.test.ts'], restoreMocks: true },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['e2e/**/*.test.ts'],
          globalSetup: [databases, 'e2e/support/global-setup.ts'],
          // After the unit tests, so that e2e tests do not compete with them for the CPU.
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
});
