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

/**
 * Builds the widget's module; returns its chunks, and the names of two of them.
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
  const panel = chunks.find(({ facadeModuleId }) => facadeModuleId === join(PACKAGE, 'src/elements/panel.ts')).fileName;
  return { entry, panel, chunks };
}

/** Builds a loader: a classic script that contains the names of the two chunks that an opened chat needs. */
async function buildLoader(name, { entry, panel }) {
  await build({
    root: PACKAGE,
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions: ['@connective-chat/source', ...defaultClientConditions] },
    define: { __WIDGET_FILE__: JSON.stringify(entry), __PANEL_FILE__: JSON.stringify(panel) },
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
  const { chunks, ...files } = await buildWidget();
  put('widget.js', `export * from './${files.entry}';\n`);

  const loaders = {};
  for (const name of LOADERS) {
    const contents = await buildLoader(name, files);
    const file = `${name}-${version}-${digest('sha256', contents, 'hex').slice(0, 8)}.js`;
    put(file, contents);
    loaders[`${name}.js`] = { file, integrity: integrityOf(contents) };
  }
  const hashes = chunks.map(({ fileName }) => [fileName, integrityOf(readFileSync(join(OUT, fileName)))]);
  put('integrity.json', `${JSON.stringify({ version, loaders, chunks: Object.fromEntries(hashes) }, null, 2)}\n`);
  compressFiles(OUT);
}
