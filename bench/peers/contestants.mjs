// The widgets of the comparison. Other widgets are installed in .cache/peers, each in a folder of its own, and are not
// dependencies of the repository.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { inlineCss } from '../../scripts/lib/inline-css.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

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

/** One script with a widget and the function `contestant.show`, bundled in the same way for each. */
async function bundle(entry, modules) {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'bench/peers/contestants', entry)],
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'contestant',
    target: 'es2022',
    conditions: ['@connective-chat/source', 'module', 'import', 'default'],
    define: { 'process.env.NODE_ENV': '"production"' },
    nodePaths: modules ? [modules] : [],
    plugins: [inlineCss],
    loader: { '.css': 'text' },
    legalComments: 'none',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

/**
 * Returns each widget with its version and script, ours first. One that cannot be installed has an `error` instead.
 */
export async function prepareContestants() {
  const contestants = [{ name: 'connective-chat', version: null, script: await bundle('connective-chat.ts', null) }];
  for (const peer of PEERS) {
    try {
      const modules = install(peer);
      const manifest = join(modules, withoutVersion(peer.packages[0]), 'package.json');
      const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
      contestants.push({ name: peer.name, version, script: await bundle(`${peer.name}.js`, modules) });
    } catch (error) {
      contestants.push({ name: peer.name, version: null, error: error.message });
    }
  }
  return contestants;
}
