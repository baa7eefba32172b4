import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Options } from 'tsup';
import { inlineCss } from './scripts/lib/inline-css.mjs';

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
 * Builds exactly the files that a package lists in `exports` and `bin`, so the two cannot diverge.
 * Listing a file without a source is an error.
 */
function entriesOf(name: string): Record<string, string> {
  const { exports = {}, bin = {} } = manifestOf(name);
  const targets = [
    ...Object.values(exports).map((entry) => (typeof entry === 'string' ? entry : (entry.default ?? ''))),
    // npm wants them without the "./" of the entries.
    ...Object.values(bin).map((target) => `./${target}`),
  ].filter((target) => /^\.\/dist\/(?!browser\/).*\.js$/.test(target) && !target.includes('*'));
  const found: Record<string, string> = {};
  const missing: string[] = [];
  for (const target of targets) {
    const source = sourceOf(name, target);
    if (source) found[target.replace(/^\.\/dist\//, '').replace(/\.js$/, '')] = source;
    else missing.push(target);
  }
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
        // A command has no types.
        entry: Object.fromEntries(Object.entries(entry).filter(([file]) => file !== 'cli')),
        // tsup sets `baseUrl`, which is deprecated in TypeScript 6. Without the source condition the
        // types of a dependent package come from core's build, as for a consumer.
        compilerOptions: { ignoreDeprecations: '6.0', customConditions: [], allowImportingTsExtensions: true },
      },
      ...extra,
    },
  ];
};

const packages: Record<string, () => Options[]> = {
  core: () => library('core'),
  react: () => library('react', { banner: { js: "'use client';" } }),
  contracts: () => library('contracts'),
  vue: () => library('vue'),
  'vanilla-ui': () => library('vanilla-ui'),
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
  // Cleared here instead of by tsup's `clean`, because two of the builds write to one folder at the same time.
  for (const name of wanted) rmSync(join(root, 'packages', name, 'dist'), { recursive: true, force: true });
  // tsup runs the configurations of an array in parallel, and the types of the others need those of these two.
  const foundations = ['core', 'contracts'].filter((name) => wanted.includes(name));
  for (const name of foundations)
    for (const options of packages[name]?.() ?? []) await build({ ...options, config: false });
  return wanted.filter((name) => !foundations.includes(name)).flatMap((name) => packages[name]?.() ?? []);
};
