import { randomBytes, randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';

/* A client that uses only socket.io and the names on the wire. It validates nothing and never repairs or retries. */

// biome-ignore lint/suspicious/noExplicitAny: tests read any field of a frame
export type Frame = any;

export interface VisitorOptions {
  readonly auth?: Record<string, unknown>;
  readonly origin?: string;
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly transports?: ('websocket' | 'polling')[];
}

export const mint = () => ({ id: randomUUID(), secret: randomBytes(32).toString('base64url') });

/** These end a test that would hang; an expected answer or push arrives much earlier. */
const ANSWER_TIMEOUT_MS = 30_000;
const PUSH_TIMEOUT_MS = 40_000;

export class RawVisitor {
  readonly socket: Socket;
  /** Every push, in order of arrival. */
  readonly pushes: { event: string; data: Frame }[] = [];

  constructor(socket: Socket) {
    this.socket = socket;
    socket.onAny((event: string, data: Frame) => this.pushes.push({ event, data }));
  }

  ask(event: string, payload: unknown): Promise<Frame> {
    return this.socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck(event, payload);
  }

  hello(payload: Record<string, unknown> = {}): Promise<Frame> {
    return this.ask('hello', { cursor: null, open: false, params: {}, pending: [], caps: [], ...payload });
  }

  send(body: Record<string, unknown>, extra: Record<string, unknown> = {}): Promise<Frame> {
    return this.ask('send', { cid: randomUUID(), body, params: {}, ...extra });
  }

  say(text: string, extra: Record<string, unknown> = {}): Promise<Frame> {
    return this.send({ type: 'text', text }, extra);
  }

  of(event: string): Frame[] {
    return this.pushes.filter((push) => push.event === event).map(({ data }) => data);
  }

  /** Resolves with the first matching push of an event, whether it has arrived or will arrive. */
  async next(event: string, fits: (data: Frame) => boolean = () => true): Promise<Frame> {
    const isIt = (data: Frame) => {
      try {
        return fits(data);
      } catch {
        // The predicate reads fields that this push does not have.
        return false;
      }
    };
    const found = this.of(event).find(isIt);
    if (found !== undefined) return found;
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        this.socket.offAny(look);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`no such ${event} among ${JSON.stringify(this.pushes).slice(0, 2000)}`));
      }, PUSH_TIMEOUT_MS);
      const look = (name: string, data: Frame) => {
        if (name !== event || !isIt(data)) return;
        stop();
        resolve(data);
      };
      this.socket.onAny(look);
    });
  }

  /** The bot's message in the turn of a send. */
  answer(turn: number): Promise<Frame> {
    return this.next('msg', (message) => message.from.kind === 'bot' && message.turn === turn);
  }

  /** The bot's message that contains this text. */
  hears(part: string): Promise<Frame> {
    return this.next('msg', (message) => message.from.kind === 'bot' && String(message.body.text).includes(part));
  }
}

function open(url: string, options: VisitorOptions): Socket {
  const socket = io(`${url}/widget`, {
    auth: { v: 2, botId: 'test', locale: 'en', visitor: mint(), ...options.auth },
    transports: options.transports ?? ['websocket'],
    reconnection: false,
    forceNew: true,
    ...(options.query ? { query: options.query } : {}),
    extraHeaders: { ...options.headers, ...(options.origin === undefined ? {} : { origin: options.origin }) },
  });
  onTestFinished(() => void socket.disconnect());
  return socket;
}

/** Connects; disconnects when the test ends. */
export async function connect(url: string, options: VisitorOptions = {}): Promise<RawVisitor> {
  const socket = open(url, options);
  const visitor = new RawVisitor(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return visitor;
}

/** The reason why a connection was refused: the `data` of its `connect_error`. */
export async function refusal(url: string, options: VisitorOptions = {}): Promise<Frame> {
  const socket = open(url, options);
  return new Promise((resolve, reject) => {
    socket.once('connect', () => reject(new Error('was let in')));
    socket.once('connect_error', (error) => resolve((error as Frame).data ?? error.message));
  });
}

/** Connects and sends hello with an open chat, so that the bot greets. */
export async function openChat(url: string, options: VisitorOptions & { params?: Record<string, unknown> } = {}) {
  const visitor = await connect(url, options);
  const hello = await visitor.hello({ open: true, params: options.params ?? {} });
  return { visitor, hello };
}
