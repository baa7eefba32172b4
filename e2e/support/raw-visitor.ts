import { randomBytes, randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';

export interface RawMessage {
  seq: number;
  id: string;
  cid?: string;
  turn?: number;
  from: { kind: string };
  body: { type: string; text?: string; buttons?: { id: string; label: string }[][] };
}

interface HelloAck {
  ok: boolean;
  epoch: string;
  head: number;
  items: RawMessage[];
  known: Record<string, number>;
}

export interface SendAck {
  ok: boolean;
  seq?: number;
  dup?: boolean;
  code?: string;
  retry?: boolean;
  retryAfterMs?: number;
}

/**
 * A visitor that speaks protocol 2 with nothing but socket.io-client. The documentation of the protocol must be enough
 * to write a client, so no code of core is used here.
 */
export class RawVisitor {
  readonly visitor = { id: randomUUID(), secret: randomBytes(32).toString('base64url') };
  readonly pushed: { event: string; payload: unknown }[] = [];
  #socket: Socket | null = null;
  /** The `paramsFromSite` that are sent with each message. */
  #params: Record<string, string> = {};

  async connect(url: string): Promise<void> {
    this.#socket?.disconnect();
    const socket = io(`${url}/widget`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: { v: 2, botId: '1', locale: 'en', visitor: this.visitor, tab: randomUUID() },
    });
    this.#socket = socket;
    socket.onAny((event: string, payload: unknown) => void this.pushed.push({ event, payload }));
    await new Promise<void>((done, fail) => {
      socket.once('connect', done);
      socket.once('connect_error', fail);
    });
  }

  ask<Answer>(event: string, payload: unknown): Promise<Answer> {
    if (!this.#socket) throw new Error('connect first');
    return this.#socket.timeout(30_000).emitWithAck(event, payload) as Promise<Answer>;
  }

  hello(options: { open?: boolean; params?: Record<string, string>; pending?: string[] } = {}): Promise<HelloAck> {
    this.#params = options.params ?? {};
    return this.ask('hello', { cursor: null, open: true, params: {}, pending: [], caps: [], ...options });
  }

  send(text: string, cid: string = randomUUID(), params = this.#params): Promise<SendAck> {
    return this.ask('send', { cid, body: { type: 'text', text }, params });
  }

  /** Sends a request without text: for an operator, to leave the queue, or to end the dialog. */
  request(type: 'request_operator' | 'leave_queue' | 'close', params = this.#params): Promise<SendAck> {
    return this.ask('send', { cid: randomUUID(), body: { type }, params });
  }

  press(message: RawMessage, buttonId: string): Promise<SendAck> {
    const body = { type: 'press', messageId: message.id, buttonId, label: buttonId };
    return this.ask('send', { cid: randomUUID(), body, params: this.#params });
  }

  rate({ id }: RawMessage, score: number, comment: string): Promise<SendAck> {
    const body = { type: 'rate', messageId: id, score, comment };
    return this.ask('send', { cid: randomUUID(), body, params: this.#params });
  }

  get messages(): RawMessage[] {
    return this.pushed.filter(({ event }) => event === 'msg').map(({ payload }) => payload as RawMessage);
  }

  disconnect(): void {
    this.#socket?.disconnect();
    this.#socket = null;
  }
}
