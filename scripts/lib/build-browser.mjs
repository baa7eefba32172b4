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
import { leanLibraries } from './lean-libraries.mjs';

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
    compress: { passes: 3 },
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
  renderDynamicImport: ({ targetModuleId }) =>
    targetModuleId && { left: 'fetchTwice((again) => import(', right: ' + again))' },
  renderChunk: (code) =>
    code.includes('fetchTwice(')
      ? { code: `const fetchTwice = (load) => load('').catch(() => load('?' + Date.now())); ${code}`, map: null }
      : null,
};

/**
 * What everything else is made with is handed over by a registry of the page and not imported. A browser keeps a module
 * that did not come under its address as long as the page lives, and with it fails whatever imports that address: a
 * widget that was fetched by a second try, under another address, could then load none of its parts.
 */
const handedOver = {
  name: 'handed-over',
  renderChunk(code, { name, fileName }) {
    const registered = (file) => `globalThis[Symbol.for(${JSON.stringify(file.split('/').pop())})]`;
    const pairs = (list) => list.split(',').map((pair) => pair.trim().split(' as '));
    const received = code.replace(/^import \{(.+?)\} from '(\.[^']*\/(?:widget|panel)-[^']+)';/gm, (_, list, file) => {
      const fields = pairs(list).map(([theirs, ours = theirs]) => `${theirs}: ${ours}`);
      return `const { ${fields.join(', ')} } = ${registered(file)};`;
    });
    // Line by line, so that the map from before still holds.
    if (name !== 'widget' && name !== 'panel') return { code: received, map: null };
    const [, list] = /^export \{(.+?)\};$/m.exec(received);
    const fields = pairs(list).map(([ours, theirs = ours]) => `${theirs}: ${ours}`);
    // The loader takes one thing of the first chunk; everything else is handed over.
    const taken = fields.find((field) => field.startsWith('takeOver:'))?.slice('takeOver: '.length);
    const exported = taken ? received.replace(/^export \{.+?\};$/m, `export { ${taken} as takeOver };`) : received;
    return { code: `${exported}\n${registered(fileName)} = { ${fields.join(', ')} };`, map: null };
  },
};

async function buildWidget() {
  const { outputFiles } = await build({
    ...compiling,
    entryPoints: { widget: `${EMBED}/widget.ts` },
    plugins: [inlineCss, leanLibraries],
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const named = (name) => [...texts.keys()].find((path) => path.startsWith(`/${name}-`) && path.endsWith('.js'));
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
      handedOver,
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
      const reaches = (start) => reachOf(start, getModuleInfo).has(id);
      if (reaches('/widget.js') || id.includes('indexed-db-outbox')) return 'widget';
      // The choice of messengers is there before the panel: what the two share comes with neither.
      if (id.startsWith('/chunk-') && reaches(named('channel-picker'))) return 'widget';
      if (reaches(named('panel'))) return 'panel';
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
