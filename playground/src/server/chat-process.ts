import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

interface Reply {
  readonly id: string | number;
  readonly ok: boolean;
  readonly message?: string;
}

export interface ChatProcessOptions {
  readonly port: number;
  readonly dataDir: string;
  /** The address of the proxy in front of the server. */
  readonly publicUrl: string;
  /** How long each stage of the agent takes, in ms. */
  readonly stageMs: number;
  /** Flags of Node for the process. */
  readonly nodeFlags: readonly string[];
}

/** The chat server in a process of its own, which can be killed and started again with the same data. */
export class ChatProcess {
  readonly #script: string;
  readonly #options: ChatProcessOptions;
  #child: ChildProcess | null = null;
  #asked = 0;

  /** @param folder the folder of the playground */
  constructor(folder: string, options: ChatProcessOptions) {
    this.#script = join(folder, 'src/server/chat-server.mjs');
    this.#options = options;
  }

  async start(): Promise<void> {
    if (this.#child) return;
    const { nodeFlags, ...options } = this.#options;
    const child = spawn(process.execPath, [...nodeFlags, this.#script, JSON.stringify(options)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    await this.#replyOf(child, 'started');
  }

  /** Ends the process without running any of its handlers, as a power failure would. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** Runs an action in the process. */
  async ask(action: string): Promise<void> {
    const child = this.#child;
    if (!child) throw new Error('The server does not run.');
    this.#asked += 1;
    const id = this.#asked;
    const replied = this.#replyOf(child, id);
    child.send({ id, action });
    await replied;
  }

  #replyOf(child: ChildProcess, id: string | number): Promise<void> {
    return new Promise((resolve, reject) => {
      const ended = (): void => reject(new Error('The server has ended.'));
      const read = (reply: Reply): void => {
        if (reply.id !== id) return;
        child.off('exit', ended);
        child.off('message', read);
        if (reply.ok) resolve();
        else reject(new Error(reply.message));
      };
      child.on('message', read);
      child.once('exit', ended);
    });
  }
}
