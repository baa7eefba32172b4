import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { middayZone } from './e2e/support/midday-zone.ts';
import { WASM_FLAGS } from './packages/server/test/support/wasm-flags.ts';

/**
 * It is about noon during every run, in the workers and in the browser, so that no day ends during a test. Another time
 * of day is tried with TEST_TZ, as in `TEST_TZ=Etc/GMT-3 npm test`.
 */
process.env.TZ = process.env.TEST_TZ ?? middayZone();

/** Tests run on the sources, so that no stale build can pass or fail them. */
const source = '@connective-chat/source';
const resolve = { conditions: [source, 'module', 'development|production'] };
// Not the condition `import`: it would also apply to `require()` in packages that are not bundled.
const ssr = {
  resolve: { conditions: [source, 'node', 'development|production'], externalConditions: [source, 'node'] },
};

type TestOptions = NonNullable<TestProjectInlineConfiguration['test']>;

/**
 * The timeouts only end hanging tests: they are generous, so that a loaded machine does not fail a working test. The
 * defaults are one second for a state that a test waits for, and five for a test.
 */
const PATIENCE = {
  expect: { poll: { timeout: 20_000, interval: 20 } },
  testTimeout: 240_000,
  hookTimeout: 240_000,
} as const;

/** The tests of a package; `more` is added to their options. */
const project = (name: string, environment: 'node' | 'jsdom', more: TestOptions = {}) => ({
  resolve,
  ssr,
  test: {
    name,
    environment,
    include: [`packages/${name}/test/**/*.test.{ts,tsx}`],
    ...PATIENCE,
    restoreMocks: true,
    unstubGlobals: true,
    ...more,
  },
});

const databases = 'packages/server/test/support/fresh-data.ts';
const programs = 'packages/server/test/support/build-programs.ts';

/** The files of one worker share its modules: to load the server, or the client, takes longer than most files' tests. */
const SHARED_MODULES = { isolate: false } as const;

/** A file that shares its modules with others cannot mock one: another file may have loaded it already. */
const MOCKS_CORE = 'packages/vanilla-ui/test/conformance.test.ts';
const MOCKS_CONSOLE = [
  'packages/console/test/desk/panes.test.tsx',
  'packages/console/test/desk/renders.test.tsx',
  'packages/console/test/shell/messages-provider.test.tsx',
];

/** It looks at what has not been loaded or built yet, so no other file may have used the modules before. */
const FRESH_CORE = 'packages/core/test/protocol/lazy-schemas.test.ts';

/** Many clients at once on real sockets, with faults at random times, and the checker of such runs. */
const RANDOM_SCHEDULES = ['e2e/chaos.test.ts', 'e2e/adversary.test.ts', 'e2e/fuzz.test.ts', 'e2e/cluster/*.test.ts'];

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The tests of the bindings once more, on the oldest React they promise. */
const react18 = {
  ...project('react', 'jsdom', {
    name: 'react-18',
    env: { REACT: '18' },
    server: { deps: { inline: [/@testing-library\/react/] } },
  }),
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
};

/** Its tests log in hundreds of times, so their hashes cost little; the processes that they start hash as published. */
const server = {
  ...project('server', 'node', {
    ...SHARED_MODULES,
    globalSetup: [databases, programs],
    execArgv: [...WASM_FLAGS],
  }),
  resolve: {
    ...resolve,
    alias: [{ find: /^\.\/password-cost\.ts$/, replacement: at('./packages/server/test/support/password-cost.ts') }],
  },
};

/** And once more, the hooks and every component that uses them compiled; what cannot be compiled fails. */
const reactCompiler = {
  ...project('react', 'jsdom', { name: 'react-compiler', env: { REACT: '19', REACT_COMPILER: '1' } }),
  plugins: [react({ babel: { plugins: [['babel-plugin-react-compiler', { panicThreshold: 'all_errors' }]] } })],
};

/** The environment that a file asks for in a comment, as vitest reads it; otherwise that of its project. */
const environmentOf = ({ moduleId, project: { config } }: TestSpecification): string =>
  readFileSync(moduleId, 'utf8').match(/@vitest-environment\s+([\w-]+)/)?.[1] ?? config.environment;

/**
 * The longest projects first, and the files of a project and of an environment behind each other: a worker goes on with
 * the next file only if that is of the same project and environment, and is replaced otherwise, without its modules.
 */
class ByWorker extends BaseSequencer {
  static readonly #FIRST = ['server', 'core', 'vanilla-ui'];

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const grouped = <Key>(group: TestSpecification[], keyOf: (file: TestSpecification) => Key, first: Key[] = []) =>
      [...new Set([...first, ...group.map(keyOf)])].map((key) => group.filter((file) => keyOf(file) === key));
    return grouped(sorted, ({ project }) => project.name, ByWorker.#FIRST).flatMap((ofProject) =>
      grouped(ofProject, environmentOf).flat(),
    );
  }
}

export default defineConfig({
  test: {
    // The default leaves one core to Vite, which is idle once the files are transformed, so use all cores.
    maxWorkers: Math.max(2, availableParallelism()),
    sequence: { sequencer: ByWorker },
    // Read by `npm run test:slowest` and by CI.
    reporters: ['default', ['json', { outputFile: '.cache/test-report.json' }]],
    projects: [
      project('core', 'node', { ...SHARED_MODULES, exclude: [FRESH_CORE] }),
      project('core', 'node', { name: 'core-fresh', include: [FRESH_CORE] }),
      project('contracts', 'node'),
      server,
      project('console', 'node', { ...SHARED_MODULES, exclude: MOCKS_CONSOLE }),
      project('console', 'node', { name: 'console-mocks', include: MOCKS_CONSOLE }),
      project('react', 'jsdom', { env: { REACT: '19' } }),
      react18,
      reactCompiler,
      project('vue', 'jsdom'),
      project('vanilla-ui', 'jsdom', { ...SHARED_MODULES, exclude: [MOCKS_CORE] }),
      project('vanilla-ui', 'jsdom', { name: 'vanilla-ui-conformance', include: [MOCKS_CORE] }),
      {
        resolve,
        ssr,
        plugins: [vue()],
        test: {
          ...PATIENCE,
          name: 'docs',
          environment: 'jsdom',
          include: ['docs/test/**/*.test.ts'],
          restoreMocks: true,
        },
      },
      {
        resolve,
        ssr,
        test: {
          ...SHARED_MODULES,
          ...PATIENCE,
          name: 'e2e',
          environment: 'node',
          include: ['e2e/**/*.test.ts'],
          exclude: [...RANDOM_SCHEDULES],
          globalSetup: [databases, 'e2e/support/global-setup.ts'],
          execArgv: [...WASM_FLAGS],
          // After the unit tests, so that e2e tests do not compete with them for the CPU.
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        ssr,
        test: {
          ...PATIENCE,
          name: 'network',
          environment: 'node',
          include: [...RANDOM_SCHEDULES],
          globalSetup: [databases, programs],
          execArgv: [...WASM_FLAGS],
          // After all others and one file at a time: the clients of these tests have short timeouts in real time.
          sequence: { groupOrder: 2 },
          fileParallelism: false,
        },
      },
    ],
  },
});
