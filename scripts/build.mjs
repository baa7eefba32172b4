#!/usr/bin/env node
// Builds the packages and, with --examples, the example apps and the playground. --if-stale skips packages that are up to date.
// --js skips the declarations, which take ten times as long as the rest and are not needed at run time.
// usage: node scripts/build.mjs [--if-stale] [--js] [--examples] [core react …]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBrowser } from './lib/build-browser.mjs';
import { compressFiles } from './lib/compress-files.mjs';
import { newest } from './lib/stale.mjs';

// The e2e tests build with `NODE_ENV=test`, for which Vite would bundle development builds of libraries.
process.env.NODE_ENV = 'production';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.cache');
const lock = join(cache, 'build.lock');

/** The types of every package and the widget's bundle depend on core's build: when core changes, all are stale. */
const ORDER = ['core', 'contracts', 'react', 'vue', 'vanilla-ui', 'server', 'console'];
/** The file that shows that a package has been built, if it is not `dist/index.js`. */
const OUTPUTS = { contracts: 'dist/admin/index.js' };
/** The console is an application, not a library: Vite builds it from the sources of the packages it uses. */
const CONSOLE = join(root, 'packages/console');
/** Examples built with Vite, and the packages they use. */
const EXAMPLES = { 'react-app': ['core', 'react'], 'vue-app': ['core', 'vue'], 'custom-account': ['core', 'react'] };

const flags = new Set(process.argv.slice(2).filter((arg) => arg.startsWith('--')));
const named = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const unknown = named.filter((name) => !ORDER.includes(name));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')} (packages: ${ORDER.join(', ')})`);
  process.exit(2);
}

const stampOf = (name) => join(cache, `built-${name}`);
const typed = (name) => `${name}.types`;
const builtAt = (name, output) =>
  existsSync(stampOf(name)) && existsSync(output) ? statSync(stampOf(name)).mtimeMs : 0;

/** The stamp holds the start time of the build, so that an edit during the build makes it stale again. */
function stamp(name, at) {
  writeFileSync(stampOf(name), '');
  utimesSync(stampOf(name), at / 1000, at / 1000);
}

const js = flags.has('--js');

function stampPackage(name, at) {
  for (const each of js ? [name] : [name, typed(name)]) stamp(each, at);
}

function stalePackages(wanted) {
  const shared = newest(
    ...['tsup.config.ts', 'tsconfig.base.json', 'package-lock.json', 'scripts/lib'].map((file) => join(root, file)),
  );
  const sources = (name) =>
    newest(...['src', 'package.json', 'vite.config.ts'].map((file) => join(root, 'packages', name, file)));
  return wanted.filter((name) => {
    if (name === 'console') {
      const latest = Math.max(shared, sources('core'), sources('contracts'), newest(CONSOLE));
      return builtAt('console', join(CONSOLE, 'dist/index.html')) < latest;
    }
    const output = join(root, 'packages', name, OUTPUTS[name] ?? 'dist/index.js');
    const built = builtAt(js ? name : typed(name), output);
    const bases = name === 'server' ? ['core', 'contracts'] : ['core'];
    return built < Math.max(shared, sources(name), ...bases.map(sources));
  });
}

function staleExamples() {
  return Object.entries(EXAMPLES)
    .filter(([name]) => existsSync(join(root, 'examples', name, 'index.html')))
    .filter(([name, packages]) => {
      const latest = Math.max(
        newest(...['examples', 'package-lock.json'].map((path) => join(root, path))),
        ...packages.map((used) => builtAt(used, join(root, 'packages', used, 'dist/index.js'))),
      );
      return builtAt(name, join(root, 'examples', name, 'dist/index.html')) < latest;
    })
    .map(([name]) => name);
}

/** The playground is built from the sources of the packages it uses. */
const PLAYGROUND = join(root, 'playground');

function isPlaygroundStale() {
  const latest = newest(
    ...['src', 'gallery', 'index.html', 'vite.config.ts', 'package.json'].map((path) => join(PLAYGROUND, path)),
    ...['core', 'react', 'vue', 'vanilla-ui'].map((name) => join(root, 'packages', name, 'src')),
    ...['package-lock.json', 'scripts/lib'].map((path) => join(root, path)),
  );
  return builtAt('playground', join(PLAYGROUND, 'dist/index.html')) < latest;
}

/** The plain page has no build step: it loads the client as one file and the examples' styles as another. */
const PLAIN = join(root, 'examples/plain-html');
const PLAIN_BUNDLES = {
  'connective-chat.js': `export * from '@connective-chat/core'; export * from '@connective-chat/core/ui'; export * from '@connective-chat/core/rich-text';`,
  'chat.css': `@import '../shared/theme.css'; @import '../shared/chat.css';`,
};

function isPlainStale() {
  const latest = Math.max(
    newest(join(root, 'examples/shared'), join(root, 'package-lock.json')),
    builtAt('core', join(root, 'packages/core/dist/index.js')),
  );
  return builtAt('plain-html', join(PLAIN, 'dist/connective-chat.js')) < latest;
}

async function buildConsole() {
  const at = Date.now();
  rmSync(stampOf('console'), { force: true });
  await run('console', [binOf('vite'), 'build', '--logLevel', 'warn'], { cwd: CONSOLE });
  compressFiles(join(CONSOLE, 'dist'));
  stamp('console', at);
}

/** @param sourcesAt the time at which the build of its package began */
async function buildWidgetScript(sourcesAt) {
  const begun = Date.now();
  await buildBrowser();
  stampPackage('vanilla-ui', sourcesAt);
  console.log(`built the widget's script in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

async function buildExample(name) {
  const at = Date.now();
  rmSync(stampOf(name), { force: true });
  const cwd = join(root, 'examples', name);
  // Warnings are about comments of zod that Rollup cannot place; the examples' configurations stay short to be copied.
  await run(`examples/${name}`, [binOf('vite'), 'build', '--logLevel', 'error', '--base', './'], { cwd });
  compressFiles(join(cwd, 'dist'));
  stamp(name, at);
}

async function buildPlayground() {
  const at = Date.now();
  rmSync(stampOf('playground'), { force: true });
  await run('playground', [binOf('vite'), 'build', '--logLevel', 'warn'], { cwd: PLAYGROUND });
  stamp('playground', at);
}

async function buildPlain() {
  const at = Date.now();
  rmSync(stampOf('plain-html'), { force: true });
  const { build } = await import('esbuild');
  for (const [file, contents] of Object.entries(PLAIN_BUNDLES)) {
    await build({
      absWorkingDir: PLAIN,
      stdin: { contents, loader: file.endsWith('.css') ? 'css' : 'js', resolveDir: PLAIN },
      outfile: `dist/${file}`,
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      sourcemap: true,
      logLevel: 'warning',
      // A chunk of core imports others for their order alone, which have no side effects: nothing is lost.
      logOverride: { 'ignored-bare-import': 'silent' },
    });
  }
  compressFiles(join(PLAIN, 'dist'));
  stamp('plain-html', at);
  console.log(`built examples/plain-html in ${((Date.now() - at) / 1000).toFixed(1)} s`);
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Two simultaneous builds would delete each other's output, so a demo started while the tests build waits here. */
async function takeLock() {
  mkdirSync(cache, { recursive: true });
  for (let told = false; ; ) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      process.on('exit', () => rmSync(lock, { force: true }));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
    // An empty file belongs to a process that has not written its id yet.
    if (owner > 0 && !isAlive(owner)) rmSync(lock, { force: true });
    else if (!told) {
      console.log('waiting for another build to finish');
      told = true;
    }
    await new Promise((done) => setTimeout(done, 250));
  }
}

async function run(label, args, options = {}) {
  const begun = Date.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', ...options });
  // When one of two builds fails, this process ends, and the other must not go on writing.
  const stop = () => child.kill();
  process.on('exit', stop);
  const [status, signal] = await once(child, 'exit');
  process.off('exit', stop);
  if (signal) process.exit(130);
  if (status !== 0) {
    console.error(`build of ${label} failed`);
    process.exit(status ?? 1);
  }
  console.log(`built ${label} in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

/** Runs independent builds, two at a time: each keeps about one core busy. */
async function runInPairs(jobs) {
  const left = [...jobs];
  const work = async () => {
    for (let job = left.shift(); job; job = left.shift()) await job();
  };
  await Promise.all([work(), work()]);
}

const require = createRequire(import.meta.url);
const binOf = (name) => {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest);
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[name]);
};

// Ctrl-C also stops the compiler; this process continues in order to release the lock.
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

await takeLock();
const wanted = named.length > 0 ? ORDER.filter((name) => named.includes(name)) : ORDER;
const stale = flags.has('--if-stale') ? stalePackages(wanted) : wanted;
const packages = stale.filter((name) => name !== 'console');
const packagesAt = Date.now();
if (packages.length > 0) {
  console.log(`building ${packages.join(', ')}`);
  for (const name of packages) for (const each of [name, typed(name)]) rmSync(stampOf(each), { force: true });
  const env = { ...process.env, BUILD_PACKAGES: packages.join(','), BUILD_TYPES: js ? '0' : '1' };
  await run(packages.join(', '), [binOf('tsup')], { env });
  // The widget's script is a part of its package, and is still missing.
  for (const name of packages.filter((each) => each !== 'vanilla-ui')) stampPackage(name, packagesAt);
}

/** What is built with the packages; the longest first. */
const jobs = [];
if (stale.includes('console')) jobs.push(buildConsole);
if (packages.includes('vanilla-ui')) jobs.push(() => buildWidgetScript(packagesAt));
if (flags.has('--examples')) {
  const all = Object.keys(EXAMPLES).filter((name) => existsSync(join(root, 'examples', name, 'index.html')));
  for (const name of flags.has('--if-stale') ? staleExamples() : all) jobs.push(() => buildExample(name));
  if (existsSync(join(PLAYGROUND, 'index.html')) && (!flags.has('--if-stale') || isPlaygroundStale()))
    jobs.push(buildPlayground);
  if (existsSync(join(PLAIN, 'index.html')) && (!flags.has('--if-stale') || isPlainStale())) jobs.push(buildPlain);
}
await runInPairs(jobs);
