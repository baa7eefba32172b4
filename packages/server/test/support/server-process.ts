import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { inject } from 'vitest';
import { WASM_FLAGS } from './wasm-flags.ts';
import './build-programs.ts';

type Program = 'cli' | 'life';

export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Its output on both streams. */
  output(): string;
  /** Kills the process without running any of its handlers, as a power failure would. */
  kill(): Promise<void>;
  /** Sends SIGINT (Ctrl-C); resolves with the exit code. */
  interrupt(): Promise<number | null>;
}

/** A separate PID namespace, as in a container: its processes cannot see those outside. */
const OWN_PID_NAMESPACE = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** Whether this machine allows PID namespaces. */
export const hasPidNamespaces = (): boolean =>
  spawnSync('unshare', [...OWN_PID_NAMESPACE.slice(1), 'true']).status === 0;

function run(program: Program, args: readonly string[], env: Record<string, string>, wrapper: readonly string[] = []) {
  const node = [...WASM_FLAGS, join(inject('serverPrograms'), `${program}.mjs`), ...args];
  const [command = '', ...rest] = [...wrapper, process.execPath, ...node];
  const child = spawn(command, rest, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk));
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  return { child, exit, output: () => output };
}

/** Runs the command line until it exits. */
export const runCli = (...args: string[]): Promise<{ code: number | null; output: string }> => runCliWith({}, ...args);

export async function runCliWith(
  env: Record<string, string>,
  ...args: string[]
): Promise<{ code: number | null; output: string }> {
  const { exit, output } = run('cli', args, env);
  return { code: await exit, output: output() };
}

async function started(process: ReturnType<typeof run>): Promise<ServerProcess> {
  const { child, exit, output } = process;
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = /http:\/\/[\w.]+:\d+/.exec(output())?.[0];
      if (found) resolve(found);
    };
    child.stdout?.on('data', look);
    void exit.then((code) => reject(new Error(`the server ended with ${code}\n${output()}`)));
  });
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return exit;
  };
  return { url, child, output, kill: async () => void (await end('SIGKILL')), interrupt: () => end('SIGINT') };
}

export const startCli = (...args: string[]): Promise<ServerProcess> => started(run('cli', args, {}));

export const startCliWith = (env: Record<string, string>, ...args: string[]): Promise<ServerProcess> =>
  started(run('cli', args, env));

/** Starts the command line in a separate PID namespace; resolves when it listens. */
export const startCliInNamespace = (...args: string[]): Promise<ServerProcess> =>
  started(run('cli', args, {}, OWN_PID_NAMESPACE));

/** Runs the command line in a separate PID namespace until it exits. */
export async function runCliInNamespace(...args: string[]): Promise<{ code: number | null; output: string }> {
  const { exit, output } = run('cli', args, {}, OWN_PID_NAMESPACE);
  return { code: await exit, output: output() };
}

/** A server with the test bot, whose agent answers only if `answers` is true. */
export const startLife = (dataDir: string, answers: boolean): Promise<ServerProcess> =>
  started(run('life', [], { LIFE_DATA: dataDir, LIFE_ANSWERS: answers ? '1' : '' }));

/** A server whose agent uses a service of language models and calls tools of a service. */
export const startLifeWithTools = (
  store: { readonly dataDir: string } | { readonly databaseUrl: string },
  { model, tools }: { readonly model: string; readonly tools: string },
): Promise<ServerProcess> =>
  started(
    run('life', [], {
      ...('dataDir' in store ? { LIFE_DATA: store.dataDir } : { LIFE_DATABASE: store.databaseUrl }),
      LIFE_MODEL: model,
      LIFE_TOOLS: tools,
    }),
  );

/** A server with these options, which replace those of the test bot's server. */
export const startLifeWith = (dataDir: string, options: object): Promise<ServerProcess> =>
  started(run('life', [], { LIFE_DATA: dataDir, LIFE_OPTIONS: JSON.stringify(options) }));

/** One of several servers with one Postgres, with the test bot and the operator `ann`. */
export const startNode = (databaseUrl: string, answers: boolean): Promise<ServerProcess> =>
  started(run('life', [], { LIFE_DATABASE: databaseUrl, LIFE_ANSWERS: answers ? '1' : '' }));
