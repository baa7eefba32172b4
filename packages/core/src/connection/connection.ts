import { ChatError, passingError } from '../errors.ts';
import type { Unsubscribe } from '../lib/readable.ts';
import type { MachineEvent } from '../machine/chat.machine.types.ts';
import type { Platform } from '../platform/platform.types.ts';
import type { ProtocolIssue } from '../protocol/parse-frame.ts';
import type { ServerEventData } from '../protocol/server-events.ts';
import type { Frame, RequestMap, WireProtocol } from '../protocol/wire-protocol.ts';
import type { Link } from '../transport/transport.types.ts';

/** A connection without any frame for this long has missed a heartbeat. */
const STALE_MS = 25_000;

/** The receivers of a connection's events: the machine, which makes the decisions, and the receiver of pushes. */
export interface ConnectionPeers<E> {
  readonly machine: { send(event: MachineEvent): void };
  readonly receiver: { apply(event: E): void };
}

export interface ConnectionOptions<W> {
  readonly platform: Pick<Platform, 'clock' | 'transport' | 'lifecycle'>;
  readonly url: string;
  /** The path of Socket.IO on the server. Default `/socket.io`. */
  readonly path?: string | undefined;
  /** Called for each connection attempt; returns the protocol and may load it. */
  readonly protocol: () => Promise<W>;
  /** Called for each connection attempt, so that a token is fresh; returns the `auth` of the handshake. */
  readonly auth: (protocol: W) => Promise<Record<string, unknown>>;
  /** Called with a frame that could not be read. */
  readonly onIssue: (issue: ProtocolIssue) => void;
}

/**
 * Owns the socket outside the machine, because an actor that an error stops would leave its socket open. At most one
 * link is open, and handlers of an old link are not called.
 */
export class Connection<R extends RequestMap<R>, E, W extends WireProtocol<R, E>> {
  readonly #options: ConnectionOptions<W>;
  #peers: ConnectionPeers<E> | null = null;
  #link: Link | null = null;
  #attempt = 0;
  #protocol: W | null = null;
  /**
   * The reason that the server announced for the end of the connection, because the close event does not contain it.
   */
  #bye: ChatError | null = null;
  /** When the last frame arrived, in ms of the clock. A link without a frame for longer than a heartbeat is stale. */
  #lastFrameAt = 0;

  constructor(options: ConnectionOptions<W>) {
    this.#options = options;
  }

  /** Must be called before `open()`. */
  attach(peers: ConnectionPeers<E>): void {
    this.#peers = peers;
  }

  /** The protocol of the current or last link. */
  get protocol(): W | null {
    return this.#protocol;
  }

  /** Opens a link and closes the previous one. A failure reaches the machine as `link.closed` and is never thrown. */
  open(startWith: 'websocket' | 'polling'): void {
    this.close();
    const attempt = this.#attempt;
    const isCurrent = (): boolean => attempt === this.#attempt;
    const closed = (error: ChatError): void => {
      if (!isCurrent()) return;
      this.#link = null;
      const reason = this.#bye ?? error;
      this.#bye = null;
      this.#tell({ type: 'link.closed', error: reason });
    };
    this.#options.protocol().then(
      (protocol) => {
        if (!isCurrent()) return;
        this.#protocol = protocol;
        const { platform, url, path = '/socket.io', auth } = this.#options;
        try {
          this.#link = platform.transport.connect(
            { url, path, namespace: protocol.namespace, startWith, auth: () => auth(protocol) },
            {
              onOpen: () => {
                if (!isCurrent()) return;
                this.#noteFrame();
                this.#bye = null;
                this.#tell({ type: 'link.opened' });
              },
              onEvent: (name, payload) => isCurrent() && this.#receive(protocol, name, payload),
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
   * Sends a request. Rejects with a ChatError: the server's refusal, `NO_ANSWER`, `CONNECTION_LOST`, or
   * `UNSUPPORTED_TYPE` if the protocol has no such request.
   */
  async request<N extends keyof R & string>(name: N, input: R[N]['input'], timeoutMs: number): Promise<R[N]['answer']> {
    const protocol = this.#protocol;
    const link = this.#link;
    if (!protocol || !link) throw passingError('CONNECTION_LOST', 'There is no connection.');
    const frame = protocol.encode(name, input);
    if (!frame) throw new ChatError('UNSUPPORTED_TYPE', `"${name}" does not exist in ${protocol.name}.`);
    const raw = await link.request(frame.event, frame.payload, timeoutMs);
    this.#noteFrame();
    const parsed = protocol.decodeAnswer(name, raw, input);
    if (!parsed.ok) {
      this.#options.onIssue(parsed.issue);
      throw passingError('NO_ANSWER', `The answer to "${name}" was not understood: ${parsed.issue.detail}`);
    }
    for (const issue of parsed.issues ?? []) this.#options.onIssue(issue);
    const answer = parsed.value;
    if (answer.ok) return answer;
    throw new ChatError(answer.code, answer.message || `The server refused "${name}": ${answer.code}.`, {
      retryable: answer.retry,
      retryAfterMs: answer.retryAfterMs,
      text: answer.text,
    });
  }

  /** Sends a frame that has no answer. Does nothing without a frame or a link. */
  notify(frame: Frame | null | undefined): void {
    if (frame) this.#link?.notify(frame.event, frame.payload);
  }

  /** The server announced the end of the connection: this reason replaces that of the close event. */
  noteBye({ code, retry, retryAfterMs, message, text }: ServerEventData<'bye'>): void {
    this.#bye = new ChatError(code, message ?? `The server ended the connection: ${code}.`, {
      retryable: retry,
      retryAfterMs,
      text,
    });
  }

  /** Reports page lifecycle events to the machine until the returned function is called. */
  followPage(): Unsubscribe {
    const { lifecycle, clock } = this.#options.platform;
    return lifecycle.subscribe((event) => {
      if (event === 'suspend') {
        this.#tell({ type: 'page.suspended' });
        return;
      }
      this.#tell({ type: event === 'online' ? 'network.returned' : 'page.resumed' });
      // The page is visible again after a silence: the link may be dead without a close event.
      if (clock.now() - this.#lastFrameAt > STALE_MS) this.#tell({ type: 'link.doubted' });
    });
  }

  #receive(protocol: W, name: string, payload: unknown): void {
    this.#noteFrame();
    const parsed = protocol.decode(name, payload);
    if (!parsed.ok) {
      this.#options.onIssue(parsed.issue);
      return;
    }
    for (const issue of parsed.issues ?? []) this.#options.onIssue(issue);
    for (const event of parsed.value) this.#peers?.receiver.apply(event);
  }

  #noteFrame(): void {
    this.#lastFrameAt = this.#options.platform.clock.now();
  }

  #tell(event: MachineEvent): void {
    this.#peers?.machine.send(event);
  }
}
