// The widget for a script tag: two loaders, and the module they load, cut into chunks that come when they are wanted.
//
// Three tools, each for what it does best: esbuild compiles and drops what is not used, rollup lays what is always
// loaded together into one file (esbuild would cut it into thirty, and each costs a request and compresses worse),
// terser names and folds more tightly than either.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { minify } from 'terser';
import { inlineCss } from './inline-css.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const EMBED = 'packages/vanilla-ui/src/embed';
const OUT = 'packages/vanilla-ui/dist/browser';
const LOADERS = ['kwjs', 'kwjs-legacy'];

const compiling = {
  absWorkingDir: root,
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  conditions: ['@connective-chat/source', 'module', 'import', 'default'],
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [inlineCss],
  legalComments: 'none',
  sourcemap: 'external',
  outdir: '/',
  write: false,
  logLevel: 'warning',
};

const squeeze = async (code, map, module) => {
  const squeezed = await minify(code, {
    module,
    ecma: 2020,
    compress: { passes: 2 },
    format: { comments: false },
    sourceMap: { content: map, includeSources: true },
  });
  return { code: squeezed.code, map: squeezed.map };
};

const reachOf = (start, getModuleInfo) => {
  const seen = new Set();
  const visit = (id) => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const next of getModuleInfo(id)?.importedIds ?? []) visit(next);
  };
  visit(start);
  return seen;
};

/** A chunk that did not come is asked for once more at once, under another address: browsers keep a failure. */
const retrying = {
  name: 'retrying-imports',
  renderDynamicImport: () => ({
    left: '(load=>load("").catch(()=>load("?"+Date.now())))(again=>import(',
    right: '+again))',
  }),
};

async function buildWidget() {
  const { outputFiles } = await build({
    ...compiling,
    entryPoints: { widget: `${EMBED}/widget.ts` },
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const panel = [...texts.keys()].find((path) => /\/panel-\w+\.js$/.test(path));
  const bundle = await rollup({
    input: { widget: '/widget.js' },
    // The other chunks share what the entry brings along.
    preserveEntrySignatures: 'allow-extension',
    plugins: [
      {
        name: 'compiled',
        resolveId: (id, importer) => (importer ? join(dirname(importer), id) : id),
        load: (id) => ({ code: texts.get(id), map: JSON.parse(texts.get(`${id}.map`)) }),
      },
      retrying,
      { name: 'squeeze', renderChunk: (code) => squeeze(code, undefined, true) },
    ],
  });
  const { output } = await bundle.generate({
    format: 'es',
    sourcemap: true,
    hashCharacters: 'hex',
    hoistTransitiveImports: false,
    entryFileNames: 'chunks/[name]-[hash].js',
    chunkFileNames: ({ name }) => `chunks/${name.replace(/(-[A-Z0-9]{8})+$/, '')}-[hash].js`,
    manualChunks(id, { getModuleInfo }) {
      if (reachOf('/widget.js', getModuleInfo).has(id) || id.includes('indexed-db-outbox')) return 'widget';
      if (reachOf(panel, getModuleInfo).has(id)) return 'panel';
      return undefined;
    },
  });
  return output;
}

async function buildLoader(name, widgetFile) {
  const { outputFiles } = await build({
    ...compiling,
    entryPoints: { [name]: `${EMBED}/${name}.ts` },
    format: 'iife',
    define: { ...compiling.define, __WIDGET_FILE__: JSON.stringify(widgetFile) },
  });
  const textOf = (end) => outputFiles.find(({ path }) => path.endsWith(end)).text;
  return squeeze(textOf('.js'), textOf('.js.map'), false);
}

const digest = (algorithm, code, encoding) => createHash(algorithm).update(code).digest(encoding);
const integrityOf = (code) => `sha384-${digest('sha384', code, 'base64')}`;

/**
 * Writes `dist/browser`: `kwjs.js` and `kwjs-legacy.js`, which keep their names; a copy of each whose name says
 * version and content, for pages that pin one; the chunks; and `integrity.json` with the hashes of all of them.
 */
export async function buildBrowser() {
  const { version } = JSON.parse(readFileSync(join(root, 'packages/vanilla-ui/package.json'), 'utf8'));
  const out = join(root, OUT);
  const put = (file, contents) => {
    mkdirSync(dirname(join(out, file)), { recursive: true });
    writeFileSync(join(out, file), contents);
  };
  const chunks = (await buildWidget()).filter(({ type }) => type === 'chunk');
  const integrity = {};
  for (const { fileName, code, map } of chunks) {
    const text = `${code.replace(/\n?\/\/# sourceMappingURL=.*\n?$/, '')}\n//# sourceMappingURL=${fileName.split('/').pop()}.map\n`;
    put(fileName, text);
    put(`${fileName}.map`, JSON.stringify(map));
    integrity[fileName] = integrityOf(text);
  }
  const widgetFile = chunks.find(({ isEntry }) => isEntry).fileName;
  put('widget.js', `export * from './${widgetFile}';\n`);

  const loaders = {};
  for (const name of LOADERS) {
    const { code, map } = await buildLoader(name, widgetFile);
    const text = `${code}\n//# sourceMappingURL=${name}.js.map\n`;
    const file = `${name}-${version}-${digest('sha256', text, 'hex').slice(0, 8)}.js`;
    put(`${name}.js`, text);
    put(`${name}.js.map`, map);
    put(file, text);
    loaders[`${name}.js`] = { file, integrity: integrityOf(text) };
  }
  put('integrity.json', `${JSON.stringify({ version, loaders, chunks: integrity }, null, 2)}\n`);
}
