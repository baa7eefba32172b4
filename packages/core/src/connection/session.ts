import { ChatError, passingError } from '../errors.ts';
import type { Platform } from '../platform/platform.types.ts';
import type { Dialect, RequestName, Requests } from '../protocol/dialect.ts';
import type { ProtocolIssue } from '../protocol/parse-frame.ts';
import type { HelloAck, ServerEvent } from '../protocol/server-events.ts';
import type { Link } from '../transport/transport.types.ts';

/** What a session tells; all of it concerns the present link alone. */
export interface SessionHandlers {
  opened(): void;
  closed(error: ChatError): void;
  event(event: ServerEvent): void;
  issue(issue: ProtocolIssue): void;
}

/** What a handshake needs of the client at the moment of an attempt. */
export interface Handshake {
  readonly url: string;
  readonly path: string;
  /** The `auth` payload; asked for each attempt, so that a token is fresh. */
  readonly auth: (dialect: Dialect) => Promise<Record<string, unknown>>;
}

/**
 * Owns the socket, outside the machine: an actor that is stopped by an error would leave its
 * socket open. There is one live link at most, and nothing is heard of an old one.
 */
export class Session {
  readonly #platform: Platform;
  readonly #dialect: () => Promise<Dialect>;
  readonly #handshake: Handshake;
  readonly #handlers: SessionHandlers;
  #link: Link | null = null;
  #attempt = 0;
  #spoken: Dialect | null = null;
  /** When the last frame came, in ms of the clock: silence past the heartbeat makes a link stale. */
  #heardAt = 0;

  constructor(platform: Platform, dialect: () => Promise<Dialect>, handshake: Handshake, handlers: SessionHandlers) {
    this.#platform = platform;
    this.#dialect = dialect;
    this.#handshake = handshake;
    this.#handlers = handlers;
  }

  get dialect(): Dialect | null {
    return this.#spoken;
  }

  /** Milliseconds since the server was last heard. */
  get silence(): number {
    return this.#platform.clock.now() - this.#heardAt;
  }

  /** Opens a link; what was open is closed. What goes wrong is told by `closed`, never thrown. */
  open(startWith: 'websocket' | 'polling'): void {
    this.close();
    const attempt = this.#attempt;
    const isCurrent = (): boolean => attempt === this.#attempt;
    const closed = (error: ChatError): void => {
      if (!isCurrent()) return;
      this.#link = null;
      this.#handlers.closed(error);
    };
    this.#dialect().then(
      (dialect) => {
        if (!isCurrent()) return;
        this.#spoken = dialect;
        try {
          this.#link = this.#platform.transport.connect(
            {
              url: this.#handshake.url,
              path: this.#handshake.path,
              namespace: dialect.namespace,
              startWith,
              auth: () => this.#handshake.auth(dialect),
            },
            {
              onOpen: () => {
                if (!isCurrent()) return;
                this.#heardAt = this.#platform.clock.now();
                this.#handlers.opened();
              },
              onEvent: (name, payload) => isCurrent() && this.#receive(dialect, name, payload),
              onClose: closed,
            },
          );
        } catch (cause) {
          closed(passingError('CONNECT_FAILED', 'The connection could not be opened.', cause));
        }
      },
      (cause: unknown) => closed(passingError('CONNECT_FAILED', 'The dialect could not be loaded.', cause)),
    );
  }

  close(): void {
    this.#attempt += 1;
    const link = this.#link;
    this.#link = null;
    link?.close();
  }

  /**
   * Asks the server. Rejects with a ChatError: the server's refusal, `NO_ANSWER`,
   * `CONNECTION_LOST`, or `UNSUPPORTED_TYPE` where the dialect has no such request.
   */
  async request<N extends RequestName>(
    name: N,
    input: Requests[N]['input'],
    timeoutMs: number,
  ): Promise<Requests[N]['answer']> {
    const dialect = this.#spoken;
    const link = this.#link;
    if (!dialect || !link) throw passingError('CONNECTION_LOST', 'There is no connection.');
    const frame = dialect.encode(name, input);
    if (!frame) throw new ChatError('UNSUPPORTED_TYPE', `"${name}" does not exist in ${dialect.name}.`);
    const raw = await link.request(frame.event, frame.payload, timeoutMs);
    this.#heardAt = this.#platform.clock.now();
    const parsed = dialect.decodeAnswer(name, raw);
    if (!parsed.ok) {
      this.#handlers.issue(parsed.issue);
      throw passingError('NO_ANSWER', `The answer to "${name}" was not understood: ${parsed.issue.detail}`);
    }
    const answer = parsed.value;
    if (answer.ok) return answer as Requests[N]['answer'];
    throw new ChatError(answer.code, answer.message || `The server refused "${name}": ${answer.code}.`, {
      retryable: answer.retry,
      retryAfterMs: answer.retryAfterMs,
    });
  }

  /** Says what the dialect says once the session stands. */
  greet(ack: HelloAck): void {
    const frame = this.#spoken?.greet?.(ack);
    if (frame) this.#link?.notify(frame.event, frame.payload);
  }

  notifyTyping(on: boolean): void {
    const frame = this.#spoken?.encodeTyping(on);
    if (frame) this.#link?.notify(frame.event, frame.payload);
  }

  #receive(dialect: Dialect, name: string, payload: unknown): void {
    this.#heardAt = this.#platform.clock.now();
    const parsed = dialect.decode(name, payload);
    if (!parsed.ok) this.#handlers.issue(parsed.issue);
    else for (const event of parsed.value) this.#handlers.event(event);
  }
}
