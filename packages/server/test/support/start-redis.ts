import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './free-port.ts';

/** The program of Redis or Valkey; null if this machine has neither. */
export const redisProgram: string | null =
  ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0) ?? null;

export interface TestRedis {
  readonly url: string;
  /** Restarts it without its data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a real Redis that keeps nothing on disk. */
export async function startRedis(): Promise<TestRedis> {
  if (redisProgram === null) throw new Error('There is no redis-server: install the package redis-server.');
  const program = redisProgram;
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), 'connective-chat-redis-'));
  async function start() {
    const child = spawn(program, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', dir]);
    const said: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      said.push(line);
      if (line.includes('Ready to accept connections')) return child;
    }
    throw new Error(`Redis did not start:\n${said.join('\n')}`);
  }
  let running = await start();
  async function kill() {
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    async restart() {
      await kill();
      running = await start();
    },
    async stop() {
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
