import { PARTS } from './parts.mjs';

/** The options of StrykerJS. `npm run mutation` sets the name of the part that it runs, one of PARTS. */
const part = process.env.MUTATION_PART;

export default {
  mutate: PARTS[part],
  packageManager: 'npm',
  testRunner: 'vitest',
  vitest: { configFile: 'scripts/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 1),
  timeoutMS: 10_000,
  timeoutFactor: 1.5,
  dryRunTimeoutMinutes: 15,
  tempDirName: `.cache/stryker-${part}`,
  ignorePatterns: [
    '**',
    '!package.json',
    '!tsconfig*.json',
    '!packages/core/**',
    '!scripts/mutation/**',
    '!docs/errors/**',
    '**/node_modules',
  ],
  // The events are written one by one, so that an interrupted run leaves the results of what it has tested.
  reporters: ['json', 'progress-append-only', 'event-recorder'],
  eventReporter: { baseDir: `.cache/mutation/${part}-events` },
  jsonReporter: { fileName: `.cache/mutation/${part}.json` },
  // A repeated run tests only what has changed, in the code or in the tests.
  incremental: true,
  incrementalFile: `.cache/mutation/${part}.incremental.json`,
  allowConsoleColors: false,
};
