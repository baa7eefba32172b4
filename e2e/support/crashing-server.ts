import { setTimeout as delay } from 'node:timers/promises';
import { type ServerProcess, startLifeWith } from '../../packages/server/test/support/server-process.ts';

/** A turn that two processes have not survived is given up, so no turn may see a second crash. */
const BETWEEN_CRASHES_MS = 5_000;

/** A server in a process of its own, which is killed and started again with the same data, on another port. */
export class CrashingServer {
  readonly #dataDir: string;
  readonly #options: object;
  readonly #crashes: number[] = [];
  #process: ServerProcess;
  /** Crashes happen one after another, whoever asks for them. */
  #next: Promise<void> = Promise.resolve();

  private constructor(dataDir: string, options: object, process: ServerProcess) {
    this.#dataDir = dataDir;
    this.#options = options;
    this.#process = process;
  }

  static async start(dataDir: string, options: object): Promise<CrashingServer> {
    return new CrashingServer(dataDir, options, await startLifeWith(dataDir, options));
  }

  /** Changes with each crash. */
  get url(): string {
    return this.#process.url;
  }

  /** The times of all crashes. */
  get crashes(): readonly number[] {
    return this.#crashes;
  }

  /** Kills the process without running any of its handlers, and starts the next one. */
  crash(): Promise<void> {
    this.#next = this.#next.then(async () => {
      const last = this.#crashes.at(-1) ?? 0;
      await delay(Math.max(0, last + BETWEEN_CRASHES_MS - Date.now()));
      this.#crashes.push(Date.now());
      await this.#process.kill();
      this.#process = await startLifeWith(this.#dataDir, this.#options);
    });
    return this.#next;
  }

  async close(): Promise<void> {
    await this.#next;
    await this.#process.kill();
  }
}
