import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseProxy } from '../../packages/server/test/support/database-proxy.ts';
import { FaultProxy } from '../../playground/src/server/fault-proxy.ts';

const SKEW = fileURLToPath(new URL('./skew-clock.mjs', import.meta.url));

export interface NodeOptions {
  /** The folder of the bundled command line. */
  readonly programs: string;
  readonly databaseUrl: string;
  readonly env: Record<string, string>;
  /** How far its clock is off, in ms. */
  readonly clockOffsetMs: number;
}

/** One node: the command line in a process of its own, behind a proxy for its clients and before one for its database. */
export class NodeProcess {
  readonly database = new DatabaseProxy();
  readonly #options: NodeOptions;
  #child: ChildProcess | null = null;
  #url = '';
  #output = '';
  #clients: FaultProxy | null = null;
  #databaseUrl = '';

  constructor(options: NodeOptions) {
    this.#options = options;
  }

  /** Where clients connect to: the same after each restart. */
  get url(): string {
    return this.clients.url;
  }

  get clients(): FaultProxy {
    if (!this.#clients) throw new Error('the node was not opened');
    return this.#clients;
  }

  async open(): Promise<void> {
    this.#databaseUrl = await this.database.open(this.#options.databaseUrl);
    this.#clients = await FaultProxy.before(() => this.#url);
    await this.start();
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const { programs, env, clockOffsetMs } = this.#options;
    const child = spawn(process.execPath, ['--import', SKEW, join(programs, 'cli.mjs'), '--port', '0'], {
      env: { ...process.env, ...env, DATABASE_URL: this.#databaseUrl, CLOCK_OFFSET_MS: String(clockOffsetMs) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    let output = '';
    const exit = once(child, 'exit').then(([code]) => {
      throw new Error(`a node ended with ${code}\n${output}`);
    });
    exit.catch(() => {});
    const listening = new Promise<void>((resolve) => {
      const read = (bytes: Buffer) => {
        output += bytes;
        this.#output += bytes;
        const found = /http:\/\/[\w.]+:\d+/.exec(output)?.[0];
        if (!found) return;
        this.#url = found;
        resolve();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
    });
    await Promise.race([listening, exit]);
  }

  /** Ends the process without running any of its handlers, as a power failure would. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** Stops the process where it is; its connections and locks stay. */
  freeze(on: boolean): void {
    this.#child?.kill(on ? 'SIGSTOP' : 'SIGCONT');
  }

  get output(): string {
    return this.#output;
  }

  async close(): Promise<void> {
    await this.kill();
    this.database.close();
    await this.#clients?.close();
  }
}
