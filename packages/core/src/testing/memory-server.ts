import { type ChatError, type ChatErrorCode, passingError } from '../errors.ts';
import type { Clock } from '../platform/platform.types.ts';
import type { Body, VisitorBody } from '../protocol/body.ts';
import { remedyFor } from '../protocol/codes.ts';
import type { RequestName } from '../protocol/dialect.ts';
import type { Dialog, Operator, WireMessage } from '../protocol/entities.ts';
import type { PushedFeedback, Source } from '../protocol/feedback.ts';
import { DEFAULT_LIMITS, type Limits } from '../protocol/limits.ts';
import type { Refusal } from '../protocol/server-events.ts';
import type { Transport } from '../transport/transport.types.ts';
import type { PostFile, PostOptions } from '../uploads/upload.types.ts';
import { answerHello, answerRequest, type HelloPayload } from './answers.ts';
import { createMemoryTurn, MemoryConversation } from './memory-conversation.ts';
import { type Connection, type Faults, MemoryNetwork } from './memory-network.ts';
import { finishedSteps, type ScriptedStep } from './steps-of.ts';
import { createTurn, type Script, showThinking, type ThinkOptions, type TurnHost } from './turn.ts';

/** The options of a memory server; without a `script` the bot does not answer. */
export interface MemoryServerOptions {
  readonly clock: Clock;
  readonly script?: Script | undefined;
  readonly limits?: Partial<Limits> | undefined;
  readonly faults?: Faults | undefined;
}

/** A file that a client posted. */
export interface MemoryFile {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly mime: string;
  readonly file: Blob;
}

/** The details of a refusal. */
export interface RefuseOptions {
  readonly message?: string | undefined;
  /** The minimum time before the client tries again, in ms. */
  readonly retryAfterMs?: number | undefined;
  /** How many requests are refused. Default 1. */
  readonly times?: number | undefined;
}

const DEFAULT_OPERATOR: Operator = { id: 'op-1', name: 'Olena' };

interface SendPayload {
  readonly cid: string;
  readonly body: VisitorBody;
  readonly params?: Record<string, unknown>;
}

/**
 * A chat server in memory that implements protocol 2, for tests of your application. `createMemoryPlatform()` connects
 * a client to it, and `script` is the bot. It can simulate an unreliable network.
 *
 * @example
 * const clock = new VirtualClock();
 * const server = new MemoryServer({ clock, script: (turn) => void turn.reply('Hello!') });
 * const chat = createChatClient({ url: 'http://memory', botId: 1, platform: createMemoryPlatform(clock, server) });
 */
export class MemoryServer {
  readonly conversations = new Map<string, MemoryConversation>();
  /** The `auth` of every handshake, oldest first. */
  readonly handshakes: Record<string, unknown>[] = [];
  /** Refuses all connections with this error; `null` accepts them. */
  refusal: ChatError | null = null;
  /** Whether anyone can connect at all. */
  reachable = true;
  /** Whether connections open but no request is answered. */
  silent = false;
  faults: Faults;
  script: Script;
  /**
   * Answers a request in place of the server. May call `answer()` and change its result; `undefined` lets the server
   * answer.
   */
  intercept: (event: string, payload: unknown, answer: () => unknown) => unknown = () => undefined;
  /** The posted files, oldest first. */
  readonly files: MemoryFile[] = [];
  /** For `platform.postFile`: files arrive here without an HTTP request. */
  readonly postFile: PostFile = (options) => this.#receiveFile(options);
  readonly #refusals = new Map<string, Refusal[]>();
  readonly #places = new Map<string, { readonly id: string; readonly name: string }>();
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #network: MemoryNetwork;
  readonly #turns: TurnHost;
  #epochs = 0;

  constructor({ clock, script = () => {}, limits = {}, faults = {} }: MemoryServerOptions) {
    this.#clock = clock;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
    this.script = script;
    this.faults = faults;
    this.#network = new MemoryNetwork(clock, this, (connection, event, payload) => {
      const answer = (): unknown => this.#answer(connection, event, payload);
      return this.#refusals.get(event)?.shift() ?? this.intercept(event, payload, answer) ?? answer();
    });
    this.#turns = {
      clock,
      push: (conversation, event, payload) => this.#network.push(conversation, event, payload),
      say: (conversation, content, turn) => this.#say(conversation, content, 'bot', turn),
      handoff: (conversation, operator = DEFAULT_OPERATOR) =>
        this.#setDialog(conversation, { status: 'operator', operator }),
    };
  }

  /** How many connections are open. */
  get connected(): number {
    return this.#network.connected;
  }

  /** The conversation of the first visitor. */
  get conversation(): MemoryConversation {
    const [first] = this.conversations.values();
    if (!first) throw new Error('Nobody has connected yet.');
    return first;
  }

  /** For `platform.transport`. */
  get transport(): Transport {
    return this.#network.transport;
  }

  /** Closes every connection, as a lost network does. */
  drop(reason = 'transport close'): void {
    this.#network.drop(reason);
  }

  /**
   * Refuses the next request of a kind. Whether the client tries again depends on the code, as with a real server.
   *
   * @param request `send`, `hello`, `upload`, `stop`, `feedback`, `history`, `sync`, `params` or `read`
   * @example
   * server.refuse('send', 'RATE_LIMITED', { retryAfterMs: 2_000 });
   */
  refuse(
    request: RequestName,
    code: ChatErrorCode,
    { message = '', retryAfterMs, times = 1 }: RefuseOptions = {},
  ): void {
    const remedy = remedyFor(code, false);
    const refusal: Refusal = {
      ok: false,
      code,
      message,
      retry: remedy !== 'never' && remedy !== 'final',
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
    const waiting = this.#refusals.get(request) ?? [];
    this.#refusals.set(request, [...waiting, ...Array.from({ length: times }, () => refusal)]);
  }

  /** Sends a message of the bot or an operator. */
  say(content: string | Body, from: 'bot' | 'operator' = 'bot'): WireMessage {
    return this.#say(this.conversation, content, from);
  }

  /**
   * Sends an answer of an agent, which the visitor can rate, with the sources that it is based on.
   *
   * @example server.answer('It takes three days.', [{ title: 'Delivery', url: 'https://shop.example/delivery' }]);
   */
  answer(content: string | Body, sources: readonly Source[] = []): WireMessage {
    return this.#say(this.conversation, content, 'bot', undefined, { agent: true, sources: [...sources] });
  }

  /**
   * Shows "agent thinking" with steps, until the bot's next message or the deadline. The text is that of the last step.
   * The bot's next message contains the steps, as with a real server.
   *
   * @example server.think(['Searching', { text: 'Asking the delivery service', detail: { tool: 'http' } }]);
   */
  think(steps: readonly ScriptedStep[], options: Omit<ThinkOptions, 'steps'> = {}): void {
    const last = steps.at(-1);
    const text = typeof last === 'object' ? last.text : (last ?? '');
    showThinking(this.#turns, this.conversation, this.conversation.head, text, { ...options, steps });
  }

  /** Changes who handles the conversation. */
  setDialog(change: Partial<Dialog>): void {
    this.#setDialog(this.conversation, change);
  }

  #setDialog(conversation: MemoryConversation, change: Partial<Dialog>): void {
    conversation.dialog = { ...conversation.dialog, ...change, rev: conversation.dialog.rev + 1 };
    // With an operator, no agent is working on an answer.
    if (conversation.dialog.status === 'operator') conversation.thinking = null;
    this.#network.push(conversation, 'dialog', conversation.dialog);
  }

  /** Hands the visitor over to an operator. */
  handoff(operator: Operator = DEFAULT_OPERATOR): void {
    this.setDialog({ status: 'operator', operator });
  }

  /** Pushes any frame, also an invalid one. */
  push(event: string, payload: unknown): void {
    this.#network.push(this.conversation, event, payload);
  }

  /** Sends the heartbeat, by which clients notice that the last push was lost. */
  beat(): void {
    for (const conversation of this.conversations.values())
      this.#network.push(conversation, 'head', this.#headOf(conversation));
  }

  /** Starts a new epoch without the newest messages, like a restored backup: old cursors become invalid. */
  restore(keep: number): void {
    this.#epochs += 1;
    for (const conversation of this.conversations.values()) conversation.renew(`epoch-${this.#epochs}`, keep);
    this.drop('server restarted');
  }

  #answer(connection: Connection, event: string, payload: unknown): unknown {
    if (event === 'hello') return this.#hello(connection, payload as never);
    const conversation = connection.conversation;
    if (!conversation) return { ok: false, code: 'RESUME_REQUIRED', message: 'Say hello first.', retry: true };
    if (event === 'send') return this.#send(conversation, payload as SendPayload);
    if (event === 'stop') return this.#stop(conversation, (payload as { turn: number }).turn);
    if (event === 'feedback') return this.#rate(conversation, payload as PushedFeedback);
    if (event !== 'upload') return answerRequest(conversation, event, payload);
    const number = this.#places.size + 1;
    const place = { id: `file-${number}`, name: (payload as { name: string }).name };
    this.#places.set(`token-${number}`, place);
    return { ok: true, fileId: place.id, token: `token-${number}` };
  }

  #hello(connection: Connection, payload: HelloPayload): unknown {
    const now = () => this.#clock.now();
    const conversation =
      this.conversations.get(connection.visitor) ??
      new MemoryConversation(`conversation-${this.conversations.size + 1}`, `epoch-${this.#epochs}`, now);
    this.conversations.set(connection.visitor, conversation);
    connection.conversation = conversation;
    conversation.params = payload.params;
    return answerHello(conversation, payload, this.#limits, now());
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
    if (thinking && thinking.ttlMs !== 0 && (body.type === 'text' || body.type === 'press' || body.type === 'alias')) {
      return { ok: false, code: 'THINKING_LOCK', message: '', retry: true, retryAfterMs: thinking.ttlMs ?? 60_000 };
    }
    if (body.type === 'press' && conversation.isClosedApproval(body.messageId)) {
      return { ok: false, code: 'INVALID', message: 'The approval is no longer open.', retry: false };
    }
    const message = conversation.append({ kind: 'visitor' }, body, { cid });
    conversation.seqByCid.set(cid, { seq: message.seq, digest });
    this.#network.push(conversation, 'msg', message);
    void this.script(createTurn(this.#turns, conversation, message, body, params));
    return { ok: true, seq: message.seq, id: message.id, at: message.at };
  }

  /** Ends a running turn; the text of its answer so far becomes a message. */
  #stop(conversation: MemoryConversation, seq: number): unknown {
    // Thinking that `MemoryServer.think()` shows belongs to no turn of the script.
    const shown = conversation.thinking?.turn === seq ? conversation.thinking : null;
    const turn = conversation.turns.get(seq) ?? (shown ? createMemoryTurn() : undefined);
    if (turn && (turn.state === 'pending' || shown)) {
      conversation.turns.set(seq, turn);
      turn.state = 'stopped';
      conversation.rev += 1;
      const { rev } = conversation;
      const steps = finishedSteps(shown?.steps, this.#clock.now(), 'skipped');
      conversation.thinking = null;
      this.#network.push(conversation, 'thinking', { rev, turn: seq, on: false });
      const { draft } = turn;
      if (draft) {
        const body: Body = { type: 'text', text: draft.text, format: 'markdown' };
        const kept = conversation.append({ kind: 'bot' }, body, {
          id: draft.id,
          turn: seq,
          stopped: true,
          agent: true,
          steps,
        });
        this.#network.push(conversation, 'msg', kept);
      }
      turn.abort.abort();
      return { ok: true, stopped: true, rev };
    }
    const { thinking } = conversation;
    const rev = thinking ? Math.max(0, thinking.rev - 1) : conversation.rev;
    if (turn?.state === 'stopped') return { ok: true, stopped: true, rev };
    return { ok: true, stopped: false, reason: turn ? 'ended' : 'unknown', rev };
  }

  #rate(conversation: MemoryConversation, rating: Omit<PushedFeedback, 'rev'>): unknown {
    const stored = conversation.rate(rating);
    if (!stored) return { ok: false, code: 'INVALID', message: 'There is no such answer of an agent.', retry: false };
    this.#network.push(conversation, 'feedback', stored);
    const { messageId: _, ...feedback } = stored;
    return { ok: true, ...feedback };
  }

  #receiveFile({ token, file, mime, signal, onProgress }: PostOptions): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = this.#clock.setTimeout(() => {
        const place = this.#places.get(token);
        if (!this.reachable) reject(passingError('UPLOAD_FAILED', 'The server could not be reached.'));
        else if (!place) resolve(401);
        else {
          onProgress(1);
          this.files.push({ ...place, size: file.size, mime, file });
          resolve(200);
        }
      }, this.faults.delay?.('file') ?? 0);
      signal.addEventListener('abort', () => {
        this.#clock.clearTimeout(timer);
        reject(signal.reason);
      });
    });
  }

  #say(
    conversation: MemoryConversation,
    content: string | Body,
    from: 'bot' | 'operator',
    turn?: number,
    answer: { readonly agent?: true } & Pick<WireMessage, 'sources'> = {},
  ): WireMessage {
    const body: Body = typeof content === 'string' ? { type: 'text', text: content, format: 'plain' } : content;
    const steps = from === 'bot' ? finishedSteps(conversation.thinking?.steps, this.#clock.now()) : [];
    const message = conversation.append({ kind: from }, body, {
      ...answer,
      steps,
      ...(turn === undefined ? {} : { turn }),
    });
    conversation.thinking = null;
    this.#network.push(conversation, 'msg', message);
    return message;
  }

  #headOf({ epoch, head, dialog, thinking, read }: MemoryConversation) {
    return { epoch, head, dialog, thinking, read };
  }
}
