import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Plugin, transform } from 'esbuild';
import { build, type Options } from 'tsup';

const root = dirname(fileURLToPath(import.meta.url));

interface Manifest {
  exports?: Record<string, string | Record<string, string>>;
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

const manifestOf = (name: string): Manifest =>
  JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));

/** The source of a built file: `./dist/ui/index.js` comes from `src/ui/index.ts` or `.tsx`. */
function sourceOf(name: string, target: string): string | undefined {
  const stem = target.replace(/^\.\/dist\//, '').replace(/\.js$/, '');
  return ['.ts', '.tsx']
    .map((ext) => join('packages', name, 'src', stem + ext))
    .find((file) => existsSync(join(root, file)));
}

/**
 * What a package promises in `exports` and `bin` is what gets built, so the two cannot drift apart.
 * A package without any source yet is skipped; one that promises a file it cannot build is an error.
 */
function entriesOf(name: string): Record<string, string> {
  const { exports = {}, bin = {} } = manifestOf(name);
  const targets = [
    ...Object.values(exports).map((entry) => (typeof entry === 'string' ? entry : (entry.default ?? ''))),
    ...Object.values(bin),
  ].filter((target) => /^\.\/dist\/(?!browser\/).*\.js$/.test(target) && !target.includes('*'));
  const found: Record<string, string> = {};
  const missing: string[] = [];
  for (const target of targets) {
    const source = sourceOf(name, target);
    if (source) found[target.replace(/^\.\/dist\//, '').replace(/\.js$/, '')] = source;
    else missing.push(target);
  }
  if (!sourceOf(name, './dist/index.js')) return {};
  if (missing.length > 0)
    throw new Error(`packages/${name}: package.json promises ${missing.join(', ')}, which has no source`);
  return found;
}

/** tsup reads dependencies from the package.json beside this file, so each package's own are named here. */
function externalsOf(name: string): RegExp[] {
  const { dependencies = {}, peerDependencies = {} } = manifestOf(name);
  return Object.keys({ ...dependencies, ...peerDependencies }).map(
    (dependency) => new RegExp(`^${dependency.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(/|$)`),
  );
}

/** `import css from './panel.css?inline'` gives the minified text. The suffix stays in the path: without it
 *  the bundler's own CSS handling would take the file. */
const inlineCss: Plugin = {
  name: 'inline-css',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.css\?inline$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path),
      namespace: 'inline-css',
    }));
    onLoad({ filter: /\?inline$/, namespace: 'inline-css' }, async ({ path }) => {
      const file = path.replace(/\?inline$/, '');
      const { code } = await transform(await readFile(file, 'utf8'), { loader: 'css', minify: true });
      return { contents: `export default ${JSON.stringify(code.trim())};`, loader: 'js', watchFiles: [file] };
    });
  },
};

const library = (name: string, extra: Options = {}): Options[] => {
  const entry = entriesOf(name);
  if (Object.keys(entry).length === 0) return [];
  return [
    {
      name,
      entry,
      outDir: `packages/${name}/dist`,
      format: 'esm',
      target: 'es2022',
      platform: 'browser',
      splitting: true,
      sourcemap: true,
      clean: false,
      silent: true,
      external: externalsOf(name),
      esbuildPlugins: [inlineCss],
      dts: process.env.BUILD_TYPES !== '0' && {
        // A command has no types to offer.
        entry: Object.fromEntries(Object.entries(entry).filter(([file]) => file !== 'cli')),
        // tsup sets `baseUrl`, which TypeScript 6 calls deprecated. Without the condition of the sources the
        // types of a dependent come from core's build: what a consumer gets.
        compilerOptions: { ignoreDeprecations: '6.0', customConditions: [], allowImportingTsExtensions: true },
      },
      ...extra,
    },
  ];
};

/** The widget for a script tag: a tiny classic script that loads the rest as a module when it is wanted. */
function browserBuild(): Options[] {
  const embed = (file: string) => `packages/vanilla-ui/src/embed/${file}.ts`;
  const only = (...files: string[]) =>
    Object.fromEntries(files.filter((file) => existsSync(join(root, embed(file)))).map((file) => [file, embed(file)]));
  const shared: Options = {
    outDir: 'packages/vanilla-ui/dist/browser',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    sourcemap: true,
    clean: false,
    silent: true,
    dts: false,
    noExternal: [/.*/],
    esbuildPlugins: [inlineCss],
    define: { 'process.env.NODE_ENV': '"production"' },
    outExtension: () => ({ js: '.js' }),
  };
  const loaders = only('kwjs', 'kwjs-legacy');
  const widget = only('widget');
  return [
    // One by one: a classic script cannot share a chunk with another.
    ...Object.entries(loaders).map(
      ([name, source]): Options => ({ ...shared, name, entry: { [name]: source }, format: 'iife', splitting: false }),
    ),
    ...(Object.keys(widget).length > 0
      ? [
          {
            ...shared,
            name: 'widget',
            entry: widget,
            format: 'esm',
            splitting: true,
            // Hashed, so that a server may let browsers keep them for ever; the entry alone keeps its name.
            esbuildOptions: (options) => {
              options.chunkNames = 'chunks/[name]-[hash]';
              options.legalComments = 'none';
            },
          } satisfies Options,
        ]
      : []),
  ];
}

const packages: Record<string, () => Options[]> = {
  core: () => library('core'),
  react: () => library('react', { banner: { js: "'use client';" } }),
  vue: () => library('vue'),
  'vanilla-ui': () => [...library('vanilla-ui'), ...browserBuild()],
  server: () =>
    library('server', {
      platform: 'node',
      target: 'node20',
      removeNodeProtocol: false,
      onSuccess: async () => {
        const cli = join(root, 'packages/server/dist/cli.js');
        if (!existsSync(cli)) return;
        if (!readFileSync(cli, 'utf8').startsWith('#!')) throw new Error('packages/server/src/cli.ts has no shebang');
        chmodSync(cli, 0o755);
      },
    }),
};

/** `BUILD_PACKAGES=core,server` builds those alone, `BUILD_TYPES=0` without their declarations. */
export default async (): Promise<Options[]> => {
  const wanted = process.env.BUILD_PACKAGES?.split(',').filter(Boolean) ?? Object.keys(packages);
  // Cleared here and not by tsup's `clean`: two of the builds write below one folder at the same time.
  for (const name of wanted) rmSync(join(root, 'packages', name, 'dist'), { recursive: true, force: true });
  const [first, ...rest] = wanted.includes('core')
    ? ['core', ...wanted.filter((name) => name !== 'core')]
    : ['', ...wanted];
  // tsup runs the configurations of an array at once, and the types of every other package need core's.
  for (const options of first ? (packages[first]?.() ?? []) : []) await build({ ...options, config: false });
  return rest.flatMap((name) => packages[name]?.() ?? []);
};
