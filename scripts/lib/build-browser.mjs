// Builds the widget for script tags: two loaders, and the module they import, which Vite splits into chunks
// (packages/vanilla-ui/vite.config.ts).
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, defaultClientConditions } from 'vite';
import { compressFiles } from './compress-files.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const PACKAGE = join(root, 'packages/vanilla-ui');
const OUT = join(PACKAGE, 'dist/browser');
const LOADERS = ['kwjs', 'kwjs-legacy'];
/** The modules of the chunks that a loader imports, in the order of `chunkAddresses()`. */
export const OPENING = [
  'src/embed/widget.ts',
  'src/elements/panel.ts',
  'src/embed/socket.ts',
  'src/elements/side-parts.ts',
];

/**
 * Builds the widget's module; returns its chunks, the name of the entry, and those of the chunks that a loader imports.
 *
 * A retry loads a chunk from another URL, and another chunk that imports the first URL would fail. So chunks import only
 * the entry chunk: modules that Rollup would put into shared chunks are moved to the entry. A first build finds them.
 */
async function buildWidget() {
  const configFile = join(PACKAGE, 'vite.config.ts');
  const chunksWith = async (options) => {
    const [{ output }] = await build({ configFile, logLevel: 'warn', build: options });
    return output.filter(({ type }) => type === 'chunk');
  };

  const draft = await chunksWith({ write: false });
  const ofEntry = new Set(draft.filter((chunk) => !chunk.isDynamicEntry).flatMap(({ moduleIds }) => moduleIds));
  const output = { manualChunks: (id) => (ofEntry.has(id) ? 'widget' : undefined), onlyExplicitManualChunks: true };
  const chunks = await chunksWith({ rollupOptions: { output } });
  const entry = chunks.find(({ isEntry }) => isEntry).fileName;
  for (const { fileName, imports } of chunks) {
    const other = imports.find((file) => file !== entry);
    if (other) throw new Error(`${fileName} imports ${other}: a part may import the chunk of the entry alone`);
  }
  const opening = OPENING.map((file) => chunks.find((chunk) => chunk.facadeModuleId === join(PACKAGE, file)).fileName);
  return { entry, opening, chunks };
}

/** Builds a loader: a classic script that contains the names of the chunks that an opened chat needs. */
async function buildLoader(name, opening) {
  await build({
    root: PACKAGE,
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions: ['@connective-chat/source', ...defaultClientConditions] },
    define: { __CHUNK_FILES__: JSON.stringify(opening) },
    build: {
      target: 'es2022',
      outDir: OUT,
      emptyOutDir: false,
      sourcemap: true,
      // Comments of zod that Rollup cannot place.
      rollupOptions: { onwarn: (warning, warn) => warning.code !== 'INVALID_ANNOTATION' && warn(warning) },
      lib: {
        entry: join(PACKAGE, `src/embed/${name}.ts`),
        formats: ['iife'],
        name: 'connectiveChat',
        fileName: () => `${name}.js`,
      },
    },
  });
  return readFileSync(join(OUT, `${name}.js`));
}

const digest = (algorithm, contents, encoding) => createHash(algorithm).update(contents).digest(encoding);
const integrityOf = (contents) => `sha384-${digest('sha384', contents, 'base64')}`;

/**
 * Writes `dist/browser`: `kwjs.js` and `kwjs-legacy.js` under constant names; a copy of each with version and hash in
 * its name, for pages that pin a version; the chunks; `integrity.json` with all hashes; and compressed copies of all files.
 */
export async function buildBrowser() {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  const put = (file, contents) => writeFileSync(join(OUT, file), contents);
  const { entry, opening, chunks } = await buildWidget();
  put('widget.js', `export * from './${entry}';\n`);

  const loaders = {};
  for (const name of LOADERS) {
    const contents = await buildLoader(name, opening);
    const file = `${name}-${version}-${digest('sha256', contents, 'hex').slice(0, 8)}.js`;
    put(file, contents);
    loaders[`${name}.js`] = { file, integrity: integrityOf(contents) };
  }
  const hashes = chunks.map(({ fileName }) => [fileName, integrityOf(readFileSync(join(OUT, fileName)))]);
  put('integrity.json', `${JSON.stringify({ version, loaders, chunks: Object.fromEntries(hashes) }, null, 2)}\n`);
  compressFiles(OUT);
}
