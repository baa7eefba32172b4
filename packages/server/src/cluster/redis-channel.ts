import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '@redis/client';
import type { NodeChannel, NodeChannelListeners, OpenNodeChannel } from './node-channel.types.ts';

const STREAM = 'connective-chat:nodes';
/** About how many parts the stream keeps. A node that has missed more of them reads the state from the store. */
const KEPT_PARTS = 4096;
const TRIM = { strategy: 'MAXLEN', strategyModifier: '~', threshold: KEPT_PARTS } as const;
const ANSWER_MS = 5000;
/** How long one read waits for parts. A lost connection without a close event is noticed by its end. */
const BLOCK_MS = 5000;
const REOPEN_MS = 1000;
/** The maximum number of parts of one read: 100 of almost 8 kB. */
const READ_PARTS = 100;

/** A stream of Redis or Valkey: one connection writes, and another one waits for what is written. */
export const redisChannel =
  (url: string): OpenNodeChannel =>
  (listeners: NodeChannelListeners): NodeChannel =>
    new RedisChannel(url, listeners);

function createConnection(url: string) {
  const connection = createClient({
    url,
    // A command fails at once without a connection: the outbox keeps the parts, in their order.
    disableOfflineQueue: true,
    socket: { connectTimeout: ANSWER_MS, reconnectStrategy: false },
  });
  // Its commands fail as well, and are handled there.
  connection.on('error', () => {});
  return connection;
}
type Connection = ReturnType<typeof createConnection>;

class RedisChannel implements NodeChannel {
  readonly #url: string;
  readonly #listeners: NodeChannelListeners;
  readonly #closing = new AbortController();
  readonly #reading: Promise<void>;
  readonly begun: Promise<void>;
  #begin = () => {};
  #writer: Connection | undefined;
  #reader: Connection | undefined;
  /** The id of the last part that was read; undefined before the first connection. */
  #last: string | undefined;

  constructor(url: string, listeners: NodeChannelListeners) {
    this.#url = url;
    this.#listeners = listeners;
    this.begun = new Promise((resolve) => {
      this.#begin = resolve;
    });
    this.#reading = this.#readAlways();
  }

  async publish(parts: readonly string[]): Promise<void> {
    this.#writer ??= createConnection(this.#url);
    const writer = this.#writer;
    try {
      if (!writer.isOpen) await writer.connect();
      const commands = writer.multi();
      for (const part of parts) commands.xAdd(STREAM, '*', { part }, { TRIM });
      await withTimeout(commands.exec());
    } catch (error) {
      writer.destroy();
      this.#writer = undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#begin();
    this.#reader?.destroy();
    await this.#reading;
    if (this.#writer?.isOpen) await this.#writer.close();
  }

  async #readAlways(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const reader = createConnection(this.#url);
      this.#reader = reader;
      try {
        await reader.connect();
        await this.#findPlace(reader);
        this.#begin();
        this.#listeners.onOpen();
        while (!signal.aborted) await this.#read(reader);
      } catch (error) {
        if (signal.aborted) break;
        this.#listeners.onError(error as Error);
        // Randomized, so that the nodes do not all reconnect at the same time.
        await delay(REOPEN_MS * (0.5 + Math.random()), undefined, { signal, ref: false }).catch(() => {});
      } finally {
        reader.destroy();
      }
    }
  }

  /** Continues after the last part that was read, or at the end of the stream if Redis has lost that part. */
  async #findPlace(reader: Connection): Promise<void> {
    const newest = await withTimeout(reader.xRevRange(STREAM, '+', '-', { COUNT: 1 }));
    const end = newest?.[0]?.id ?? '0-0';
    if (this.#last === undefined || isAfter(this.#last, end)) this.#last = end;
  }

  async #read(reader: Connection): Promise<void> {
    const place = { key: STREAM, id: this.#last ?? '0-0' };
    const answer = await withTimeout(reader.xRead(place, { BLOCK: BLOCK_MS, COUNT: READ_PARTS }), BLOCK_MS + ANSWER_MS);
    for (const { id, message } of answer?.[0]?.messages ?? []) {
      this.#last = id;
      if (message.part !== undefined) this.#listeners.onPart(message.part);
    }
  }
}

/** Whether an id of a stream, `<ms>-<number>`, is later than another one. */
function isAfter(id: string, other: string): boolean {
  const [ms = 0, number = 0] = id.split('-').map(Number);
  const [otherMs = 0, otherNumber = 0] = other.split('-').map(Number);
  return ms > otherMs || (ms === otherMs && number > otherNumber);
}

async function withTimeout<T>(work: Promise<T>, ms = ANSWER_MS): Promise<T> {
  const over = new AbortController();
  const timeout = delay(ms, undefined, { signal: over.signal, ref: false }).then(() => {
    throw new Error('Redis does not answer.');
  });
  timeout.catch(() => {});
  try {
    return await Promise.race([work, timeout]);
  } finally {
    over.abort();
  }
}
