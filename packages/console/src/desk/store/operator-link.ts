import {
  type OperatorAck,
  type OperatorEventName,
  type OperatorPush,
  type OperatorPushName,
  type OperatorRequest,
  operatorAckSchemas,
  operatorPushSchemas,
  operatorRefusalSchema,
} from '@connective-chat/contracts/operator';
import type { Clock } from '@connective-chat/core';
import { io, type Socket } from 'socket.io-client';

/** How the desk is connected. `refused` is final: only another login helps. */
export type LinkStatus =
  | { readonly status: 'connecting' }
  /** The socket is open; `hello` has not been answered yet. */
  | { readonly status: 'open' }
  /** No connection; the next attempt is at `retryAt`, in ms since the epoch. */
  | { readonly status: 'waiting'; readonly retryAt: number }
  | { readonly status: 'refused'; readonly code: string; readonly message: string };

/** The answer to a request that did not fail on the way. */
export type Granted<N extends OperatorEventName> = Extract<OperatorAck<N>, { ok: true }>;

/** Why a request was not granted: a code of the server, or `NO_CONNECTION` and `NO_ANSWER` of the link's own. */
export class DeskRefusal extends Error {
  readonly code: string;
  readonly retry: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: string, message: string, retry = false, retryAfterMs?: number) {
    super(message);
    this.name = 'DeskRefusal';
    this.code = code;
    this.retry = retry;
    this.retryAfterMs = retryAfterMs;
  }
}

export type DeskPush = {
  [N in OperatorPushName]: { readonly name: N; readonly data: OperatorPush<N> };
}[OperatorPushName];

export interface OperatorLinkOptions {
  /** The server's origin. */
  readonly url: string;
  readonly token: string;
  readonly clock: Clock;
  /** From 0 up to 1, for the jitter of the waits. */
  readonly random: () => number;
  readonly onStatus: (status: LinkStatus) => void;
  readonly onPush: (push: DeskPush) => void;
}

const CONNECT_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 10_000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** A connection that lasted so long was a good one: the next wait is a short one again. */
const STABLE_MS = 30_000;

/**
 * Owns the one socket of the desk and alone decides when to connect again. Socket.IO's own reconnection would
 * emit what was buffered before anybody has said `hello`.
 */
export class OperatorLink {
  readonly #options: OperatorLinkOptions;
  #socket: Socket | null = null;
  #attempts = 0;
  #openedAt = 0;
  #timer: unknown;
  #bye: { readonly code: string; readonly retry: boolean; readonly retryAfterMs?: number | undefined } | null = null;
  #ended = false;

  constructor(options: OperatorLinkOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#socket?.connected === true;
  }

  connect(): void {
    const { url, token, clock, onStatus } = this.#options;
    if (this.#ended || this.#socket) return;
    clock.clearTimeout(this.#timer);
    this.#bye = null;
    onStatus({ status: 'connecting' });
    const socket = io(`${url}/operator`, {
      auth: { token },
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnection: false,
      forceNew: true,
      timeout: CONNECT_TIMEOUT_MS,
    });
    this.#socket = socket;
    socket.on('connect', () => {
      this.#openedAt = clock.now();
      onStatus({ status: 'open' });
    });
    socket.on('connect_error', (error: Error & { data?: { code?: unknown; message?: unknown; retry?: unknown } }) => {
      const { code, message, retry } = error.data ?? {};
      if (typeof code === 'string' && retry !== true) this.#refuse(code, String(message ?? error.message));
      else this.#lost();
    });
    socket.on('disconnect', () => {
      const { code, retry } = this.#bye ?? { code: '', retry: true };
      if (retry) this.#lost();
      else this.#refuse(code, 'The session has ended.');
    });
    socket.onAny((name: string, raw: unknown) => this.#hear(name, raw));
  }

  /** Tries at once instead of at the end of the wait: the network is back, the tab is looked at again. */
  hurry(): void {
    if (!this.#socket && !this.#ended) this.connect();
  }

  /** Gives the connection up for lost and begins anew: what was asked last was not answered. */
  renew(): void {
    if (this.#socket) this.#lost();
  }

  /** @throws DeskRefusal */
  async request<N extends OperatorEventName>(name: N, payload: OperatorRequest<N>): Promise<Granted<N>> {
    const socket = this.#socket;
    if (!socket?.connected) throw new DeskRefusal('NO_CONNECTION', 'There is no connection.', true);
    let raw: unknown;
    try {
      raw = await socket.timeout(REQUEST_TIMEOUT_MS).emitWithAck(name, payload);
    } catch {
      // Nobody knows whether it was heard. A new connection will tell.
      if (socket === this.#socket) this.#lost();
      throw new DeskRefusal('NO_ANSWER', 'The server did not answer in time.', true);
    }
    // What an older connection is told late belongs to nobody.
    if (socket !== this.#socket) throw new DeskRefusal('NO_CONNECTION', 'The connection was lost.', true);
    const refusal = operatorRefusalSchema.safeParse(raw);
    if (refusal.success) {
      const { code, message, retry, retryAfterMs } = refusal.data;
      throw new DeskRefusal(code, message, retry, retryAfterMs);
    }
    const granted = operatorAckSchemas[name].safeParse(raw);
    if (!granted.success) throw new DeskRefusal('MALFORMED', `The answer to "${name}" was not understood.`);
    return granted.data as Granted<N>;
  }

  /** Ends it for good. */
  close(): void {
    this.#ended = true;
    this.#options.clock.clearTimeout(this.#timer);
    this.#drop();
  }

  #hear(name: string, raw: unknown): void {
    if (!Object.hasOwn(operatorPushSchemas, name)) return;
    const known = name as OperatorPushName;
    const parsed = operatorPushSchemas[known].safeParse(raw);
    // A push that is not understood is a push that was lost: the next `head` heals both.
    if (!parsed.success) return;
    const push = { name: known, data: parsed.data } as DeskPush;
    if (push.name === 'bye') this.#bye = push.data;
    this.#options.onPush(push);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.removeAllListeners();
    socket?.offAny();
    socket?.disconnect();
  }

  #lost(): void {
    const { clock, random, onStatus } = this.#options;
    this.#drop();
    if (this.#ended) return;
    if (this.#openedAt > 0 && clock.now() - this.#openedAt > STABLE_MS) this.#attempts = 0;
    this.#openedAt = 0;
    const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#attempts);
    const wait = this.#bye?.retryAfterMs ?? 0;
    this.#attempts += 1;
    const delay = Math.round(wait + random() * ceiling);
    onStatus({ status: 'waiting', retryAt: clock.now() + delay });
    this.#timer = clock.setTimeout(() => this.connect(), delay);
  }

  #refuse(code: string, message: string): void {
    this.#drop();
    this.#options.onStatus({ status: 'refused', code, message });
  }
}
