#!/usr/bin/env node
// The demo: the reference server with a demo bot, a shop page with the widget, and the examples.
// Arguments are passed to the server: npm run demo -- --port 4000
// With --example react it serves only that example and the shop; `npm start` in an example's folder uses this.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const build = spawn(process.execPath, [join(root, 'scripts/build.mjs'), '--if-stale', '--js', '--examples'], {
  stdio: 'inherit',
});
const stop = (signal) => build.kill(signal);
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
const code = await new Promise((done) => build.on('exit', (status, signal) => done(signal ? 130 : status)));
process.off('SIGINT', stop);
process.off('SIGTERM', stop);
if (code !== 0) process.exit(code ?? 1);

const cli = join(root, 'packages/server/dist/cli.js');
if (!existsSync(cli)) {
  console.error('packages/server/dist/cli.js is missing: did the build succeed?');
  process.exit(1);
}

const { values, tokens } = parseArgs({
  options: { example: { type: 'string' } },
  strict: false,
  tokens: true,
});
const taken = new Set(
  tokens
    .filter(({ name }) => name === 'example')
    .flatMap(({ index, inlineValue }) => (inlineValue ? [index] : [index, index + 1])),
);
const given = process.argv.slice(2).filter((_, index) => !taken.has(index));
const examples = { react: 'react-app/dist', vue: 'vue-app/dist', account: 'custom-account/dist', plain: 'plain-html' };
if (values.example !== undefined && !Object.hasOwn(examples, values.example)) {
  console.error(`No example ${values.example}: there is ${Object.keys(examples).join(', ')}.`);
  process.exit(2);
}
const mounts = Object.entries(examples)
  .filter(([name]) => values.example === undefined || values.example === name)
  .map(([name, folder]) => [`/examples/${name}`, join('examples', folder)])
  .filter(([, folder]) => existsSync(join(root, folder, 'index.html')))
  .flatMap(([path, folder]) => ['--mount', `${path}=${folder}`]);
const data = given.some((arg) => arg === '--data' || arg.startsWith('--data='))
  ? []
  : ['--data', `.data/${values.example ?? 'demo'}`];

// The server runs in this process: no child process can be orphaned, and the server handles Ctrl-C itself.
process.chdir(root);
process.argv = [process.execPath, cli, '--demo', ...data, ...mounts, ...given];
await import(pathToFileURL(cli).href);
