// The widgets of the comparison. Other widgets are installed in .cache/peers, each in a folder of its own, and are not
// dependencies of the repository. Each is loaded as its authors publish it for a page without a bundler.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { OPENING } from '../../scripts/lib/build-browser.mjs';
import { inlineCss } from '../../scripts/lib/inline-css.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const OURS = { name: 'connective-chat' };

/**
 * - `packages`: what is installed, with versions; the first one is the widget
 * - `unpacked`: whether its archive contains all it needs, and only that is fetched
 */
const PEERS = [
  { name: 'deep-chat', packages: ['deep-chat@2.4.2'] },
  // Its manifest names a version of a dependency that was never published, but its bundle contains everything.
  { name: 'n8n-chat', packages: ['@n8n/chat@1.37.0'], unpacked: true },
  { name: 'botframework-webchat', packages: ['botframework-webchat@4.18.1'], unpacked: true },
  {
    name: 'carbon-ai-chat',
    packages: ['@carbon/ai-chat@1.9.1', '@carbon/web-components@2', 'react@19', 'react-dom@19'],
  },
];

const withoutVersion = (specifier) => specifier.replace(/(?<=.)@.*/, '');

function npm(cwd, ...args) {
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm ${args.join(' ')}: ${stderr.trim().split('\n').slice(0, 3).join(' ')}`);
  return stdout.trim();
}

/** Installs a widget, unless its version is installed already, and returns the folder of its node_modules. */
function install({ name, packages, unpacked }) {
  const folder = join(root, '.cache/peers', name);
  const modules = join(folder, 'node_modules');
  const record = join(folder, 'installed.json');
  const wanted = JSON.stringify(packages);
  if (existsSync(record) && readFileSync(record, 'utf8') === wanted) return modules;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  if (unpacked) {
    const target = join(modules, withoutVersion(packages[0]));
    mkdirSync(target, { recursive: true });
    const archive = npm(folder, 'pack', '--silent', packages[0]).split('\n').at(-1);
    const { status } = spawnSync('tar', ['xzf', archive, '--strip-components=1', '-C', target], { cwd: folder });
    if (status !== 0) throw new Error(`${archive} cannot be unpacked`);
  } else {
    npm(folder, 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps', ...packages);
  }
  writeFileSync(record, wanted);
  return modules;
}

/**
 * `published:FILE` in a contestant is a file that the widget publishes for a page without a bundler. It is served as it
 * is, with all that it imports, and its address is added to `published`.
 */
const servePublished = (name, published) => ({
  name: 'published',
  setup({ onResolve }) {
    onResolve({ filter: /^published:/ }, ({ path }) => {
      const address = path.replace('published:', `/${name}/`);
      published.push(address);
      return { path: address, external: true };
    });
  },
});

/** The chunks that our loader imports, as its build inserts them. */
function loaderFiles() {
  const manifest = JSON.parse(readFileSync(join(root, 'packages/vanilla-ui/dist/browser/chunks.json'), 'utf8'));
  return { __CHUNK_FILES__: JSON.stringify(OPENING.map((module) => manifest[module].file)) };
}

/**
 * The module of a contestant, with the function `show`. It contains the code of the benchmark, and the widget if that
 * is published for bundlers alone.
 */
async function bundle(name, modules) {
  const published = [];
  const { outputFiles } = await build({
    entryPoints: [join(root, 'bench/peers/contestants', `${name}${modules ? '.js' : '.ts'}`)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['@connective-chat/source', 'module', 'import', 'default'],
    define: { 'process.env.NODE_ENV': '"production"', ...(modules ? {} : loaderFiles()) },
    nodePaths: modules ? [modules] : [],
    plugins: [servePublished(name, published), inlineCss],
    loader: { '.css': 'text' },
    legalComments: 'none',
    write: false,
    logLevel: 'error',
  });
  return { script: outputFiles[0].text, published };
}

/**
 * Returns each widget with its version, its module, and the folder from which its published files are served, ours
 * first. One that cannot be installed has an `error` instead.
 *
 * @param {readonly string[]} only the names of those to measure; all if it is empty
 */
export async function prepareContestants(only) {
  const isWanted = ({ name }) => only.length === 0 || only.includes(name);
  const contestants = [];
  for (const peer of [OURS, ...PEERS].filter(isWanted)) {
    const { name, packages = [] } = peer;
    try {
      const modules = packages.length > 0 ? install(peer) : null;
      const folder = modules ? join(modules, withoutVersion(packages[0])) : root;
      const version = modules ? JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version : null;
      contestants.push({ name, version, folder, ...(await bundle(name, modules)) });
    } catch (error) {
      contestants.push({ name, version: null, error: error.message });
    }
  }
  return contestants;
}
