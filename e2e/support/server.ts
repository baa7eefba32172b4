import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../packages/server/test/support/free-port.ts';
import { freshData } from '../../packages/server/test/support/fresh-data.ts';
import { WASM_FLAGS } from '../../packages/server/test/support/wasm-flags.ts';
import { root } from './root.ts';

export { freePort, root };

const cli = join(root, 'packages/server/dist/cli.js');

/** Long enough for a new database on a busy machine. */
const START_TIMEOUT_MS = 240_000;

export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly data: string;
  /** All output since the first start. */
  log(): string;
  /** Starts the server again with the same port and data. */
  start(): Promise<void>;
  /** Kills the process without running any of its handlers, as a power failure would. */
  kill(): Promise<void>;
  /** Sends SIGINT (Ctrl-C) and resolves with the exit code. */
  interrupt(): Promise<number | null>;
  /** Ends the process in any state and deletes its data. */
  dispose(): Promise<void>;
}

/** The built example applications, at the paths where the demo command serves them. */
export const exampleFolders = (): { path: string; directory: string }[] =>
  Object.entries({ react: 'react-app/dist', vue: 'vue-app/dist', account: 'custom-account/dist', plain: 'plain-html' })
    .map(([name, folder]) => ({ path: `/examples/${name}`, directory: join(root, 'examples', folder) }))
    .filter(({ directory }) => existsSync(join(directory, 'index.html')));

const exampleMounts = (): string[] =>
  exampleFolders().flatMap(({ path, directory }) => ['--mount', `${path}=${directory}`]);

export interface Run {
  child: ChildProcess;
  /** The output so far. */
  output(): string;
  /** The exit code; `null` when a signal ended the process. */
  exit: Promise<number | null>;
}

/** Runs the built command line with these arguments. */
export const spawnCli = (args: string[]): Run => spawnNode([...WASM_FLAGS, cli, ...args]);

export function spawnNode(args: string[]): Run {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { CHAT_DEMO_DELAY_MS: '0', ...process.env },
  });
  let text = '';
  const collect = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  return { child, output: () => text, exit };
}

/** Resolves with the first printed address that answers a request. */
export async function waitForAddress(run: Run, timeoutMs = START_TIMEOUT_MS): Promise<string> {
  const deadline = Date.now() + timeoutMs;
  let ended = false;
  void run.exit.then(() => {
    ended = true;
  });
  while (Date.now() < deadline) {
    if (ended) throw new Error(`the server ended while starting\n${run.output()}`);
    const printed = run.output().match(/http:\/\/[\w.[\]:]+:\d+/)?.[0];
    if (printed) {
      const answer = await fetch(printed).catch(() => null);
      if (answer) return printed;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`the server did not start within ${timeoutMs} ms\n${run.output()}`);
}

/** Starts the demo in a process of its own, on a free port, with new data. */
export async function startServer(extra: string[] = []): Promise<ServerProcess> {
  const port = await freePort();
  const data = await freshData();
  const args = ['--demo', '--host', '127.0.0.1', '--port', String(port), '--data', data, ...exampleMounts(), ...extra];
  let earlier = '';
  let run: Run | null = null;
  let url = '';

  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (!run) return null;
    const { child, exit, output } = run;
    run = null;
    child.kill(signal);
    const code = await exit;
    earlier += `${output()}\n--- ended by ${signal}: ${code}\n`;
    return code;
  };

  const server: ServerProcess = {
    get url() {
      return url;
    },
    port,
    data,
    log: () => earlier + (run?.output() ?? ''),
    async start() {
      if (run) throw new Error('it is running');
      run = spawnCli(args);
      url = await waitForAddress(run);
      if (new URL(url).port !== String(port)) throw new Error(`asked for port ${port}, got ${url}`);
    },
    kill: async () => {
      await end('SIGKILL');
    },
    interrupt: () => end('SIGINT'),
    async dispose() {
      await end('SIGKILL');
      rmSync(data, { recursive: true, force: true });
    },
  };
  try {
    await server.start();
  } catch (error) {
    await server.dispose();
    throw error;
  }
  return server;
}
