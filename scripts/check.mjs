#!/usr/bin/env node
// Every gate of the repository, one after another; the first that fails ends the run with its name.
// usage: node scripts/check.mjs [--static] [gate …]      --static leaves the tests out
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name) => join(root, 'node_modules/.bin', name);
const node = process.execPath;

/** The packages that others import; the console is published too, but as files that a server sends. */
const libraries = readdirSync(join(root, 'packages'))
  .filter((name) => name !== 'console' && existsSync(join(root, 'packages', name, 'package.json')))
  .map((name) => `packages/${name}`);

const PACKED = '.cache/packed';
/** The file that `npm pack` makes of a package. */
const tarballOf = (name) => {
  const manifest = JSON.parse(readFileSync(join(root, name, 'package.json'), 'utf8'));
  return `${PACKED}/${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`;
};

/** @type {[gate: string, ...commands: string[][]][]} */
const gates = [
  // Its ignored rules stand in package.json: which npm to use is the business of `engines` (a pin would have corepack
  // fetch one), and examples/shared is no package.
  ['repo', [bin('sherif'), '--fail-on-warnings']],
  ['lint', [bin('biome'), 'check', '.']],
  [
    'borders',
    [
      bin('depcruise'),
      '--config',
      '.dependency-cruiser.cjs',
      ...libraries.map((name) => `${name}/src`),
      'packages/console/src',
    ],
  ],
  [
    'types',
    // By path: both TypeScripts bring a bin of the same name.
    [node, 'node_modules/typescript-native/bin/tsc', '-p', 'tsconfig.json'],
    // Vue templates are only understood by vue-tsc.
    [bin('vue-tsc'), '-p', 'examples/vue-app/tsconfig.json', '--noEmit'],
  ],
  ['tests', [bin('vitest'), 'run', '--config', 'vitest.workspace.ts']],
  ['messages', [node, 'scripts/messages.mjs']],
  ['unused', [bin('knip')]],
  ['build', [node, 'scripts/build.mjs', '--if-stale', '--examples']],
  [
    'packages',
    // Packed without their scripts: `prepack` would build each package again.
    ['npm', 'pack', '--ignore-scripts', '--pack-destination', PACKED, ...libraries.flatMap((name) => ['-w', name])],
    ...libraries.flatMap((name) => [
      [bin('publint'), name, '--strict'],
      [bin('attw'), tarballOf(name), '--profile', 'esm-only', '--format', 'ascii', '--no-emoji'],
    ]),
  ],
  [
    'docs',
    [node, 'scripts/machine-docs.mjs'],
    [node, 'scripts/fault-docs.mjs'],
    [node, 'scripts/token-docs.mjs'],
    [node, 'scripts/mutants.mjs', '--check'],
    [node, 'site/src/check.mjs'],
  ],
  ['size', [node, 'scripts/size.mjs']],
  ['api', [node, 'scripts/api-reports.mjs']],
];

const args = process.argv.slice(2);
const named = args.filter((arg) => !arg.startsWith('--'));
const chosen = gates.filter(([name]) =>
  named.length > 0 ? named.includes(name) : name !== 'tests' || !args.includes('--static'),
);
if (chosen.length === 0) {
  console.error(`gates: ${gates.map(([name]) => name).join(', ')}`);
  process.exit(2);
}

rmSync(join(root, PACKED), { recursive: true, force: true });
mkdirSync(join(root, PACKED), { recursive: true });

for (const [name, ...commands] of chosen) {
  const begun = Date.now();
  // Tests and builds run long and tell their progress; the others speak only when they fail.
  const loud = name === 'tests' || name === 'build';
  for (const [command, ...rest] of commands) {
    const result = spawnSync(command, rest, { cwd: root, encoding: 'utf8', stdio: loud ? 'inherit' : 'pipe' });
    if (result.status === 0) {
      if (name === 'size') process.stdout.write(result.stdout);
      continue;
    }
    process.stdout.write(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}\n`);
    const target = rest.filter((arg) => arg.startsWith('packages/')).join(' ');
    console.error(`FAILED ${name}${target && name === 'packages' ? ` (${target})` : ''}`);
    process.exit(1);
  }
  console.log(`ok ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
}
