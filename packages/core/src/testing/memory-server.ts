import { ChatError } from '../errors.ts';
import type { Clock } from '../platform/platform.types.ts';
import type { Body, Dialog, Operator, VisitorBody, WireMessage } from '../protocol/entities.ts';
import { DEFAULT_LIMITS, type Limits, MAX_RESUME_SIZE } from '../protocol/limits.ts';
import type { ConnectOptions, Link, LinkHandlers, Transport } from '../transport/transport.types.ts';
import { MemoryConversation } from './memory-conversation.ts';

/** A turn of the scripted bot: a visitor's message, and what may be done about it. */
export interface Turn {
  /** The visitor's message, as it stands in the log. */
  readonly message: WireMessage;
  /** What it says. */
  readonly body: VisitorBody;
  /** The site's parameters as they were at the moment of intent. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Says something. */
  reply(content: string | Body): WireMessage;
  /** Shows "agent thinking", which blocks the input until `reply`, `stop` or its deadline. */
  think(text: string, options?: { readonly stage?: string; readonly ttlMs?: number }): void;
  /** Ends the thinking without an answer. */
  stop(): void;
  /** Writes a piece of an answer; `reply` with the same id ends it. */
  draft(id: string, rev: number, piece: { readonly append: string } | { readonly text: string }): void;
  /** Waits, by the clock. */
  wait(ms: number): Promise<void>;
  /** Hands the visitor to an operator. */
  handoff(operator?: Operator): void;
}

/** What the bot does about each message of the visitor. */
export type Script = (turn: Turn) => void | Promise<void>;

/** What may happen to one frame. Each call is asked per frame; the default does nothing. */
export interface Faults {
  /** Whether the answer to a request is lost on its way. */
  loseAck?(event: string): boolean;
  /** Whether the request itself is lost. */
  loseRequest?(event: string): boolean;
  /** Whether a push is lost. */
  losePush?(event: string): boolean;
  /** Whether a push comes twice. */
  duplicatePush?(event: string): boolean;
  /** How long a frame takes, in ms; frames of different delays overtake each other. */
  delay?(event: string): number;
  /** Whether the frame of an old connection still reaches the server after its end. */
  deliverLate?(): boolean;
}

/** What a server in memory is made of; without a `script` the bot says nothing. */
export interface MemoryServerOptions {
  readonly clock: Clock;
  readonly script?: Script;
  readonly limits?: Partial<Limits>;
  readonly faults?: Faults;
}

const DEFAULT_OPERATOR: Operator = { id: 'op-1', name: 'Olena' };

interface Connection {
  readonly handlers: LinkHandlers;
  conversation: MemoryConversation | null;
  visitor: string;
  open: boolean;
  joined: boolean;
}

interface SendPayload {
  readonly cid: string;
  readonly body: VisitorBody;
  readonly params?: Record<string, unknown>;
}

/**
 * A chat server in memory that speaks protocol 2, for tests of your application: give its
 * `transport` to the client and script the bot. It can be as unreliable as a real network.
 *
 * @example
 * const clock = new VirtualClock();
 * const server = new MemoryServer({ clock, script: (turn) => void turn.reply('Hello!') });
 * const chat = createChatClient({ url: 'http://memory', botId: 1, platform: { clock, transport: server.transport } });
 */
export class MemoryServer {
  readonly conversations = new Map<string, MemoryConversation>();
  /** Every `auth` that was given, the newest last. */
  readonly handshakes: Record<string, unknown>[] = [];
  /** What middleware would refuse with; `null` lets everyone in. */
  refusal: ChatError | null = null;
  /** Whether anyone can connect at all. */
  reachable = true;
  /** Whether a connection opens but nothing ever answers. */
  silent = false;
  faults: Faults;
  script: Script;
  /** Answers a request in the server's place, or changes what `answer()` gives; `undefined` lets the server answer. */
  intercept: (event: string, payload: unknown, answer: () => unknown) => unknown = () => undefined;
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #connections = new Set<Connection>();
  #epochs = 0;
  #files = 0;

  constructor({ clock, script = () => {}, limits = {}, faults = {} }: MemoryServerOptions) {
    this.#clock = clock;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
    this.script = script;
    this.faults = faults;
  }

  /** How many connections are open. */
  get connected(): number {
    return [...this.#connections].filter(({ open }) => open).length;
  }

  /** The conversation of the only visitor, or of the first. */
  get conversation(): MemoryConversation {
    const [first] = this.conversations.values();
    if (!first) throw new Error('Nobody has connected yet.');
    return first;
  }

  readonly transport: Transport = { connect: (options, handlers) => this.#connect(options, handlers) };

  /** Cuts every connection, as a lost network does. */
  drop(reason = 'transport close'): void {
    for (const connection of this.#connections) this.#cut(connection, reason);
  }

  /** Says something as the bot, without being asked. */
  say(content: string | Body, from: 'bot' | 'operator' = 'bot'): WireMessage {
    return this.#say(this.conversation, content, from);
  }

  /** Changes who has the conversation. */
  setDialog(change: Partial<Dialog>): void {
    this.#setDialog(this.conversation, change);
  }

  #setDialog(conversation: MemoryConversation, change: Partial<Dialog>): void {
    conversation.dialog = { ...conversation.dialog, ...change, rev: conversation.dialog.rev + 1 };
    // Whoever talks with a person waits for no agent.
    if (conversation.dialog.status === 'operator') conversation.thinking = null;
    this.#push(conversation, 'dialog', conversation.dialog);
  }

  /** Hands the visitor to an operator. */
  handoff(operator: Operator = DEFAULT_OPERATOR): void {
    this.setDialog({ status: 'operator', operator });
  }

  /** Pushes any frame, also one that no server should send. */
  push(event: string, payload: unknown): void {
    this.#push(this.conversation, event, payload);
  }

  /** The heartbeat that heals a lost last push. */
  beat(): void {
    for (const conversation of this.conversations.values())
      this.#push(conversation, 'head', this.#headOf(conversation));
  }

  /** Another generation of the store: the newest messages are gone, and so are the old cursors. */
  restore(keep: number): void {
    this.#epochs += 1;
    for (const conversation of this.conversations.values()) conversation.renew(`epoch-${this.#epochs}`, keep);
    this.drop('server restarted');
  }

  #connect(options: ConnectOptions, handlers: LinkHandlers): Link {
    const connection: Connection = { handlers, conversation: null, visitor: '', open: false, joined: false };
    let closed = false;
    const waiting = new Set<(error: ChatError) => void>();
    const lost = (reason: string) =>
      new ChatError('CONNECTION_LOST', `The connection ended: ${reason}.`, { retryable: true });
    const end = (reason: string): void => {
      if (closed) return;
      closed = true;
      connection.open = false;
      this.#connections.delete(connection);
      for (const reject of [...waiting]) reject(lost(reason));
    };
    this.#cuts.set(connection, (reason) => {
      if (closed) return;
      end(reason);
      handlers.onClose(lost(reason));
    });
    this.#connections.add(connection);

    options.auth().then(
      (auth) =>
        this.#later('connect', () => {
          if (closed) return;
          this.handshakes.push(auth);
          if (!this.reachable || this.refusal) {
            end('refused');
            handlers.onClose(
              this.refusal ?? new ChatError('CONNECT_FAILED', 'The server could not be reached.', { retryable: true }),
            );
            return;
          }
          connection.open = true;
          connection.visitor = String((auth.visitor as { id?: string } | undefined)?.id);
          handlers.onOpen();
        }),
      (cause: unknown) => {
        end('no handshake');
        handlers.onClose(
          new ChatError('CONNECT_FAILED', 'The handshake could not be prepared.', { retryable: true, cause }),
        );
      },
    );

    return {
      request: (event, payload, timeoutMs) =>
        new Promise((resolve, reject) => {
          if (closed || !connection.open) {
            reject(lost('closed'));
            return;
          }
          const settle = (): void => {
            this.#clock.clearTimeout(timer);
            waiting.delete(fail);
          };
          const fail = (error: ChatError): void => {
            settle();
            reject(error);
          };
          const timer = this.#clock.setTimeout(
            () => fail(new ChatError('NO_ANSWER', `No answer to "${event}" in time.`, { retryable: true })),
            timeoutMs,
          );
          waiting.add(fail);
          if (this.silent || this.faults.loseRequest?.(event)) return;
          // A copy, as the wire makes one: what either side does to it later stays its own.
          const frame = structuredClone(payload);
          this.#later(event, () => {
            // A packet of a dead connection may still be in the server's queue.
            if (closed && !this.faults.deliverLate?.()) return;
            const answer =
              this.intercept(event, frame, () => this.#answer(connection, event, frame)) ??
              this.#answer(connection, event, frame);
            if (this.faults.loseAck?.(event)) return;
            this.#later(`${event}.ack`, () => {
              if (closed) return;
              settle();
              resolve(structuredClone(answer));
            });
          });
        }),
      notify: () => {},
      close: () => end('closed'),
    };
  }

  readonly #cuts = new WeakMap<Connection, (reason: string) => void>();

  #cut(connection: Connection, reason: string): void {
    this.#cuts.get(connection)?.(reason);
  }

  #later(event: string, work: () => void): void {
    this.#clock.setTimeout(work, this.faults.delay?.(event) ?? 0);
  }

  #answer(connection: Connection, event: string, payload: unknown): unknown {
    if (event === 'hello') return this.#hello(connection, payload as never);
    const conversation = connection.conversation;
    if (!conversation) return { ok: false, code: 'RESUME_REQUIRED', message: 'Say hello first.', retry: true };
    switch (event) {
      case 'send':
        return this.#send(conversation, payload as SendPayload);
      case 'sync': {
        const { after, limit, epoch } = payload as { after: number; limit: number; epoch: string };
        if (epoch !== conversation.epoch) return { ok: false, code: 'EPOCH_CHANGED', message: '', retry: true };
        const items = conversation.log.slice(after, after + limit);
        return { ok: true, epoch, items, more: after + items.length < conversation.head, head: conversation.head };
      }
      case 'history': {
        const { before, limit, epoch } = payload as { before: number; limit: number; epoch: string };
        if (epoch !== conversation.epoch) return { ok: false, code: 'EPOCH_CHANGED', message: '', retry: true };
        const end = Math.max(0, before - 1);
        const start = Math.max(0, end - limit);
        return { ok: true, items: conversation.log.slice(start, end), more: start > 0 };
      }
      case 'params': {
        const { params, mode } = payload as { params: Record<string, unknown>; mode: string };
        conversation.params = mode === 'replace' ? params : { ...conversation.params, ...params };
        return { ok: true };
      }
      case 'read': {
        const visitor = Math.max(conversation.read.visitor, (payload as { seq: number }).seq);
        conversation.read = { ...conversation.read, visitor };
        return { ok: true };
      }
      case 'upload':
        this.#files += 1;
        return { ok: true, fileId: `file-${this.#files}`, token: `token-${this.#files}` };
      default:
        return { ok: false, code: 'INVALID', message: `No such event: ${event}`, retry: false };
    }
  }

  #hello(
    connection: Connection,
    payload: {
      cursor: { epoch: string; after: number; id: string | null } | null;
      pending: string[];
      params: Record<string, unknown>;
    },
  ): unknown {
    const conversation =
      this.conversations.get(connection.visitor) ??
      new MemoryConversation(`conversation-${this.conversations.size + 1}`, `epoch-${this.#epochs}`, () =>
        this.#clock.now(),
      );
    this.conversations.set(connection.visitor, conversation);
    connection.conversation = conversation;
    connection.joined = true;
    conversation.params = payload.params;
    const { cursor } = payload;
    const missed = cursor ? conversation.head - cursor.after : Number.POSITIVE_INFINITY;
    const resumes =
      cursor !== null &&
      cursor.epoch === conversation.epoch &&
      missed >= 0 &&
      missed <= MAX_RESUME_SIZE &&
      conversation.log[cursor.after - 1]?.id === cursor.id;
    const items = resumes && cursor ? conversation.log.slice(cursor.after) : conversation.log.slice(-50);
    const known: Record<string, number> = {};
    for (const cid of payload.pending) {
      const entry = conversation.seqByCid.get(cid);
      if (entry) known[cid] = entry.seq;
    }
    return {
      ok: true,
      v: 2,
      conversation: conversation.id,
      epoch: conversation.epoch,
      head: conversation.head,
      reset: cursor !== null && !resumes,
      items,
      more: !resumes && conversation.head > items.length,
      known,
      drafts: [],
      limits: this.#limits,
      serverTime: new Date(this.#clock.now()).toISOString(),
      thinking: conversation.thinking,
      dialog: conversation.dialog,
      read: conversation.read,
      bot: { title: 'Memory' },
      caps: [],
    };
  }

  #send(conversation: MemoryConversation, { cid, body, params = {} }: SendPayload): unknown {
    const digest = JSON.stringify(body);
    const known = conversation.seqByCid.get(cid);
    if (known) {
      if (known.digest !== digest) return { ok: false, code: 'CID_CONFLICT', message: '', retry: false };
      const original = conversation.log[known.seq - 1];
      return { ok: true, seq: known.seq, id: original?.id, at: original?.at, dup: true };
    }
    const { thinking } = conversation;
    if (thinking && (body.type === 'text' || body.type === 'press' || body.type === 'alias')) {
      return { ok: false, code: 'THINKING_LOCK', message: '', retry: true, retryAfterMs: thinking.ttlMs ?? 60_000 };
    }
    const message = conversation.append({ kind: 'visitor' }, body, { cid });
    conversation.seqByCid.set(cid, { seq: message.seq, digest });
    this.#push(conversation, 'msg', message);
    void this.script(this.#turn(conversation, message, body, params));
    return { ok: true, seq: message.seq, id: message.id, at: message.at };
  }

  #turn(
    conversation: MemoryConversation,
    message: WireMessage,
    body: VisitorBody,
    params: Record<string, unknown>,
  ): Turn {
    const think = (on: boolean, extra: object = {}): void => {
      conversation.rev += 1;
      const thinking = { rev: conversation.rev, turn: message.seq, on, ...extra };
      conversation.thinking = on ? thinking : null;
      this.#push(conversation, 'thinking', thinking);
      if (!on) return;
      const { ttlMs = 60_000 } = extra as { ttlMs?: number };
      this.#clock.setTimeout(() => {
        if (conversation.thinking === thinking) conversation.thinking = null;
      }, ttlMs);
    };
    return {
      message,
      body,
      params,
      reply: (content) => this.#say(conversation, content, 'bot', message.seq),
      think: (text, options = {}) => {
        if (conversation.dialog.status !== 'operator') think(true, { text, ...options });
      },
      stop: () => think(false),
      draft: (id, rev, piece) => this.#push(conversation, 'draft', { id, turn: message.seq, rev, ...piece }),
      wait: (ms) => new Promise((resolve) => void this.#clock.setTimeout(resolve, ms)),
      handoff: (operator = DEFAULT_OPERATOR) => this.#setDialog(conversation, { status: 'operator', operator }),
    };
  }

  #say(conversation: MemoryConversation, content: string | Body, from: 'bot' | 'operator', turn?: number): WireMessage {
    const body: Body = typeof content === 'string' ? { type: 'text', text: content, format: 'plain' } : content;
    const message = conversation.append({ kind: from }, body, turn === undefined ? {} : { turn });
    conversation.thinking = null;
    this.#push(conversation, 'msg', message);
    return message;
  }

  #headOf({ epoch, head, dialog, thinking, read }: MemoryConversation) {
    return { epoch, head, dialog, thinking, read };
  }

  #push(conversation: MemoryConversation, event: string, payload: unknown): void {
    for (const connection of this.#connections) {
      if (!connection.joined || connection.conversation !== conversation || this.silent) continue;
      if (this.faults.losePush?.(event)) continue;
      const deliver = (): void =>
        this.#later(event, () => {
          if (this.#connections.has(connection)) connection.handlers.onEvent(event, structuredClone(payload));
        });
      deliver();
      if (this.faults.duplicatePush?.(event)) deliver();
    }
  }
}
