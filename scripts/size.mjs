#!/usr/bin/env node
// Bytes that a visitor pays, minified and with brotli 11, against the budgets. What an entry loads on demand
// (a dynamic import) does not count: general size tools add those chunks up, which would hide what splitting saves.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const KB = 1000;

/** What opening the chat and writing in it loads beside the static graph. A menu or a rich body comes when it is wanted. */
const ON_OPENING = /\/(panel|en|indexed-db-outbox)-[a-f0-9]+\.js/;

const budgets = [
  // Every chat in a browser loads the outbox as well, when it starts: no part of the static graph, and told beside it.
  { name: 'core', entry: 'packages/core/dist/index.js', limit: 50 * KB, next: /\/indexed-db-outbox-/ },
  { name: 'react', entry: 'packages/react/dist/index.js', limit: 2 * KB, external: ['react', '@connective-chat/core'] },
  { name: 'vue', entry: 'packages/vue/dist/index.js', limit: 2 * KB, external: ['vue', '@connective-chat/core'] },
  { name: 'loader', entry: 'packages/vanilla-ui/dist/browser/kwjs.js', limit: 6 * KB, built: true },
  { name: 'loader, Legacy', entry: 'packages/vanilla-ui/dist/browser/kwjs-legacy.js', limit: 6 * KB, built: true },
  { name: 'widget, opened', entry: 'packages/vanilla-ui/dist/browser/widget.js', limit: 56 * KB, built: true },
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

/** A library, bundled as an application would do it: the entry, the chunks it imports statically, and what it loads next. */
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
  if (later.length === 0) throw new Error(`${entry} loads nothing like ${next}`);
  return { size, files: seen.size, withNext: size + sizeOf(later) };
}

/** Finished bundles, byte for byte as they are served, with every chunk that opening the chat loads. */
function sizeOfBundle({ entry }) {
  const seen = new Set();
  let sum = 0;
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const contents = readFileSync(file);
    sum += compressed(contents);
    const text = contents.toString();
    const imports = [...text.matchAll(/(?:from|import)\s*["'](\.[^"']+)/g)].map(([, path]) => path);
    const onDemand = [...text.matchAll(/import\(["'](\.[^"']+)/g)].map(([, path]) => path);
    for (const path of [...imports, ...onDemand.filter((path) => ON_OPENING.test(path))]) {
      visit(resolve(dirname(file), path));
    }
  };
  visit(join(root, entry));
  return { size: sum };
}

let failed = false;
for (const budget of budgets) {
  if (!existsSync(join(root, budget.entry))) {
    console.log(`${budget.name}: not built`);
    continue;
  }
  const { size, files, withNext } = await (budget.built ? sizeOfBundle(budget) : sizeOfLibrary(budget));
  const { limit } = budget;
  failed ||= size > limit;
  const verdict = size > limit ? 'TOO BIG ' : '';
  const kb = (bytes) => `${(bytes / KB).toFixed(2)} kB`;
  const more = withNext ? `, in ${files} file${files > 1 ? 's' : ''}; ${kb(withNext)} with what a chat loads next` : '';
  console.log(`${verdict}${budget.name}: ${kb(size)} of ${kb(limit)}${more}`);
}
process.exitCode = failed ? 1 : 0;
