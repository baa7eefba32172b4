import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { NewEntry } from './history.types.ts';

/* Clients that know only the written protocol. They use no code of this project, so that its client proves nothing. */

// biome-ignore lint/suspicious/noExplicitAny: frames are read field by field
type Frame = any;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Passes an entry to the process that writes the history. */
export function note(entry: Omit<NewEntry, 'time'>): void {
  process.send?.({ ...entry, time: Date.now() });
}

/** Refusals after which it is not known whether the request took effect. */
const UNKNOWN = new Set(['UNAVAILABLE', 'INTERNAL']);
const ANSWER_MS = 8_000;

/** What the run tells its workers, as the first message and later. */
export interface Orders {
  readonly seed: number;
  /** The addresses of the nodes, each behind its own proxy. */
  readonly urls: readonly string[];
  readonly tokens: readonly { readonly name: string; readonly token: string }[];
}

/** Waits for the orders of the run. `isOver` turns true when no new operations are wanted. */
export async function receiveOrders(): Promise<Orders & { readonly isOver: () => boolean }> {
  let over = false;
  const orders = await new Promise<Orders>((resolve) => {
    process.on('message', (message: Orders | 'finish') => {
      if (message === 'finish') over = true;
      else resolve(message);
    });
  });
  return { ...orders, isOver: () => over };
}

/** Numbers from 0 to 1 that depend only on the seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface LinkOptions {
  readonly path: '/widget' | '/operator';
  readonly auth: Record<string, unknown>;
  readonly urls: readonly string[];
  readonly random: () => number;
  readonly onPush: (event: string, data: Frame) => void;
  /** The first request after each connect. */
  readonly hello: (ask: (event: string, payload: object) => Promise<Frame>) => Promise<void>;
}

/** A connection to any node, made again on any other when it is lost. */
export class Link {
  readonly #options: LinkOptions;
  #socket: Socket | null = null;
  #opening: Promise<Socket> | null = null;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  /** Resolves when a node has answered the first request. Simultaneous callers wait for the same connection. */
  ready(): Promise<Socket> {
    if (this.#socket?.connected && !this.#opening) return Promise.resolve(this.#socket);
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #open(): Promise<Socket> {
    const { path, auth, urls, random, onPush, hello } = this.#options;
    for (;;) {
      this.close();
      const url = urls[Math.floor(random() * urls.length)];
      const socket = io(`${url}${path}`, {
        auth: { ...auth, tab: randomUUID() },
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        timeout: 4_000,
      });
      this.#socket = socket;
      socket.onAny(onPush);
      try {
        await new Promise<void>((resolve, reject) => {
          socket.once('connect', resolve);
          socket.once('connect_error', reject);
          // A node that falls silent before it has accepted the namespace gives neither.
          setTimeout(reject, ANSWER_MS);
        });
        await hello((event, payload) => socket.timeout(ANSWER_MS).emitWithAck(event, payload));
        return socket;
      } catch {
        this.close();
        await pause(200 + random() * 800);
      }
    }
  }

  async ask(event: string, payload: object): Promise<Frame> {
    const socket = await this.ready();
    try {
      return await socket.timeout(ANSWER_MS).emitWithAck(event, payload);
    } catch (error) {
      // Another request may have opened the next connection already.
      if (this.#socket === socket && !this.#opening) this.close();
      throw error;
    }
  }

  close(): void {
    this.#socket?.disconnect();
    this.#socket = null;
  }
}

export interface Operation {
  readonly process: string;
  readonly f: string;
  readonly value: Record<string, unknown>;
  /** What of the acknowledgement belongs to the result. */
  readonly result?: (ack: Frame) => Record<string, unknown>;
}

/** Makes one attempt of an operation and writes down what is known about it. @returns null if nothing is known */
export async function attempt(link: Link, event: string, payload: object, operation: Operation): Promise<Frame | null> {
  const { process, f, value, result } = operation;
  await link.ready();
  note({ process, type: 'invoke', f, value });
  try {
    const ack = await link.ask(event, payload);
    if (ack.ok) note({ process, type: 'ok', f, value: { ...value, ...result?.(ack) } });
    else note({ process, type: UNKNOWN.has(ack.code) ? 'info' : 'fail', f, value: { ...value, code: ack.code } });
    return ack;
  } catch {
    note({ process, type: 'info', f, value: { ...value, code: 'NO_ANSWER' } });
    return null;
  }
}

/** Repeats a send with the same cid until it is decided. @returns the acknowledgement or the final refusal */
export async function untilDecided(
  link: Link,
  event: string,
  payload: object,
  operation: Operation,
  random: () => number,
): Promise<Frame> {
  for (;;) {
    const ack = await attempt(link, event, payload, operation);
    if (ack && (ack.ok || ack.retry === false)) return ack;
    await pause(Math.min(3_000, Math.max(ack?.retryAfterMs ?? 0, 200)) + random() * 300);
  }
}
