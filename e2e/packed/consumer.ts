import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Example } from '../../docs/test/support/examples.ts';
import type { Command, ModuleKind, PackedApp } from './packed-app.types.ts';

/** Long enough for Next.js and Nuxt on a slow machine. */
const STEP_TIMEOUT_MS = 600_000;
const START_TIMEOUT_MS = 120_000;
const POLL_MS = 100;

/** Variables of the `npm run` around this program would be settings of the inner npm. */
const ENVIRONMENT = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

export interface Running {
  output(): string;
  stop(): Promise<void>;
}

const MODULES: Record<ModuleKind, object> = {
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
  node16: { module: 'node16', moduleResolution: 'node16' },
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
};

/** An application in a folder of its own, which has nothing of this repository but the packed packages. */
export class Consumer {
  readonly #folder: string;
  readonly #app: PackedApp;

  constructor(folder: string, app: PackedApp) {
    this.#folder = folder;
    this.#app = app;
  }

  async install(tarballs: string): Promise<void> {
    const { name, packages, dependencies, isCommonJs, files } = this.#app;
    const ours = packages.map((each) => [`@connective-chat/${each}`, `file:${join(tarballs, `${each}.tgz`)}`]);
    const type = isCommonJs ? 'commonjs' : 'module';
    const manifest = { name, private: true, type, dependencies: { ...dependencies, ...Object.fromEntries(ours) } };
    this.#write([{ language: 'json', file: 'package.json', code: JSON.stringify(manifest, null, 2) }, ...files]);
    await this.#exec('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel', 'error']);
  }

  /** Checks the types of the application and of the declarations that it imports, for each module kind. */
  async checkTypes(): Promise<void> {
    const { types, entries, files, isCommonJs } = this.#app;
    const every = entries.map((entry, index) => `import * as entry${index} from '${entry}';`);
    const names = entries.map((_, index) => `entry${index}`);
    const code = `${every.join('\n')}\nconsole.log(${names.join(', ')});\n`;
    this.#write([{ language: 'ts', file: 'every-entry.ts', code }]);
    const vite = 'vite' in this.#app.dependencies;
    if (vite)
      this.#write([{ language: 'ts', file: 'environment.d.ts', code: '/// <reference types="vite/client" />\n' }]);
    // The pages of a framework import each other by its own rules, and are checked by its build.
    const own = files
      .map(({ file }) => file)
      .filter((file) => /\.(tsx?|vue)$/.test(file) && !/^app\/(.*\/)?(page|layout)\.tsx$|^app\/(pages|app)/.test(file));
    for (const kind of types.modules) {
      const config = {
        compilerOptions: {
          ...MODULES[kind],
          target: 'es2022',
          lib: ['es2022', 'dom', 'dom.iterable'],
          jsx: 'react-jsx',
          strict: true,
          exactOptionalPropertyTypes: true,
          noUncheckedIndexedAccess: true,
          skipLibCheck: false,
          esModuleInterop: true,
          allowImportingTsExtensions: true,
          noEmit: true,
          types: '@types/node' in this.#app.dependencies ? ['node'] : [],
        },
        files: [
          'every-entry.ts',
          ...(vite ? ['environment.d.ts'] : []),
          ...own.filter((file) => file !== 'nuxt.config.ts'),
        ],
      };
      const file = `tsconfig.${isCommonJs ? 'commonjs' : kind}.json`;
      this.#write([{ language: 'json', file, code: JSON.stringify(config, null, 2) }]);
      await this.exec([types.bin, '--project', file]);
    }
    if (types.framework) await this.exec(types.framework);
  }

  /** Runs a command of the application to its end. */
  exec([bin, ...args]: Command): Promise<void> {
    return this.#exec(join(this.#folder, 'node_modules/.bin', bin), args);
  }

  /** Starts a command of the application, or Node itself. */
  start([bin, ...args]: Command, environment: Record<string, string> = {}): Running {
    const command = bin === 'node' ? process.execPath : join(this.#folder, 'node_modules/.bin', bin);
    const child = spawn(command, args, {
      cwd: this.#folder,
      env: { ...ENVIRONMENT, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, because `next start` has processes of its own.
      detached: true,
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
    }
    const exit = once(child, 'exit');
    return {
      output: () => text,
      stop: async () => {
        if (child.exitCode === null && child.signalCode === null && child.pid) process.kill(-child.pid, 'SIGKILL');
        await exit;
      },
    };
  }

  #write(files: readonly Example[]): void {
    for (const { file, code } of files) {
      const path = join(this.#folder, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, code);
    }
  }

  #exec(command: string, args: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const options = { cwd: this.#folder, env: ENVIRONMENT, timeout: STEP_TIMEOUT_MS, maxBuffer: 64_000_000 };
      execFile(command, args, options, (error, stdout, stderr) => {
        if (error) reject(new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`));
        else resolve();
      });
    });
  }
}

/** Resolves when what a program prints matches; fails with its output when that takes too long. */
export async function waitForOutput(running: Running, pattern: RegExp): Promise<string> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const found = pattern.exec(running.output());
    if (found) return found[0];
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
  throw new Error(`${pattern} was not printed:\n${running.output()}`);
}

/** Resolves when an address answers. */
export async function waitForPage(running: Running, url: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
  throw new Error(`${url} does not answer:\n${running.output()}`);
}
