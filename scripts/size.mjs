#!/usr/bin/env node
// Checks download sizes, minified and compressed with brotli 11, against the budgets. Chunks loaded on demand (dynamic
// imports) do not count; general size tools add them up, which would hide the effect of splitting.
// The widget is measured as the server sends it.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const KB = 1000;

const BROWSER = 'packages/vanilla-ui/dist/browser';

/** The modules whose chunks an opened chat loads, by their names in the widget's manifest. */
const OPENED = ['src/embed/widget.ts', 'src/elements/panel.ts', 'src/embed/socket.ts', 'indexed-db-outbox.ts'];

const budgets = [
  // In a browser every chat also loads the outbox at startup; it is not in the static graph and reported separately.
  { name: 'core', entry: 'packages/core/dist/index.js', limit: 54.5 * KB, next: /\/indexed-db-outbox-/ },
  { name: 'react', entry: 'packages/react/dist/index.js', limit: 3 * KB, external: ['react', '@connective-chat/core'] },
  { name: 'vue', entry: 'packages/vue/dist/index.js', limit: 3 * KB, external: ['vue', '@connective-chat/core'] },
  // The hashes in the names of the chunks change the compressed size of a loader by up to 20 bytes.
  { name: 'loader and launcher', entry: `${BROWSER}/kwjs.js`, limit: 7.4 * KB, measure: sizeAsSent },
  { name: 'loader and launcher, Legacy', entry: `${BROWSER}/kwjs-legacy.js`, limit: 7.4 * KB, measure: sizeAsSent },
  { name: 'widget, opened', entry: `${BROWSER}/chunks.json`, limit: 83 * KB, measure: sizeOfOpenedWidget },
];

const compressed = (contents) =>
  brotliCompressSync(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

const bundling = {
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  platform: 'browser',
  target: 'es2022',
  conditions: ['module', 'import', 'default'],
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
  outdir: join(root, '.cache/size'),
  metafile: true,
  write: false,
  logLevel: 'error',
};

/** Bundles a library as an application would, and measures the entry, its static chunks and the chunks of `next`. */
async function sizeOfLibrary({ entry, external = [], next }) {
  const { metafile, outputFiles } = await build({ ...bundling, entryPoints: [entry], external });
  const contents = new Map(outputFiles.map((file) => [file.path, file.contents]));
  const main = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === entry);
  if (!main) throw new Error(`${entry} gave no output`);
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file) || !metafile.outputs[file]) return;
    seen.add(file);
    for (const { path, kind } of metafile.outputs[file].imports) if (kind === 'import-statement') visit(path);
  };
  visit(main[0]);
  const sizeOf = (files) => files.reduce((sum, file) => sum + compressed(contents.get(join(root, file))), 0);
  const size = sizeOf([...seen]);
  if (!next) return { size };
  const later = Object.keys(metafile.outputs).filter((file) => next.test(`/${file}`));
  if (later.length === 0) throw new Error(`${entry} has no chunk matching ${next}`);
  return { size, files: seen.size, withNext: size + sizeOf(later) };
}

/** The size of a file as sent to a browser that accepts brotli. */
function sizeAsSent({ entry }) {
  return { size: statSync(join(root, `${entry}.br`)).size };
}

/** The size of the chunks that an opened chat loads, as sent by the server. */
function sizeOfOpenedWidget({ entry }) {
  const manifest = JSON.parse(readFileSync(join(root, entry), 'utf8'));
  const files = OPENED.map((module) => {
    const key = Object.keys(manifest).find((name) => name.endsWith(module));
    if (!key) throw new Error(`${entry} has no entry for ${module}`);
    return `${BROWSER}/${manifest[key].file}`;
  });
  return { size: files.reduce((sum, file) => sum + sizeAsSent({ entry: file }).size, 0), files: files.length };
}

let failed = false;
for (const budget of budgets) {
  if (!existsSync(join(root, budget.entry))) {
    console.log(`${budget.name}: not built`);
    continue;
  }
  const { size, files = 1, withNext } = await (budget.measure ?? sizeOfLibrary)(budget);
  const { limit } = budget;
  failed ||= size > limit;
  const verdict = size > limit ? 'TOO BIG ' : '';
  const kb = (bytes) => `${(bytes / KB).toFixed(2)} kB`;
  const parts = files > 1 ? `, in ${files} files` : '';
  const more = withNext ? `; ${kb(withNext)} with the chunks loaded at startup` : '';
  console.log(`${verdict}${budget.name}: ${kb(size)} of ${kb(limit)}${parts}${more}`);
}
process.exitCode = failed ? 1 : 0;
