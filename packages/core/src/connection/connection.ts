import { ChatError, passingError } from '../errors.ts';
import type { Unsubscribe } from '../lib/readable.ts';
import type { MachineEvent } from '../machine/chat.machine.types.ts';
import type { Platform } from '../platform/platform.types.ts';
import type { ProtocolIssue } from '../protocol/parse-frame.ts';
import type { ServerEventData } from '../protocol/server-events.ts';
import type { Frame, RequestMap, WireProtocol } from '../protocol/wire-protocol.ts';
import type { Link } from '../transport/transport.types.ts';

/** A link that has been silent for so long has missed a heartbeat. */
const STALE_MS = 25_000;

/** What hears of a connection: the machine that decides about it, and the receiver of what is pushed. */
export interface ConnectionPeers<E> {
  readonly machine: { send(event: MachineEvent): void };
  readonly receiver: { apply(event: E): void };
}

export interface ConnectionOptions<W> {
  readonly platform: Pick<Platform, 'clock' | 'transport' | 'lifecycle'>;
  readonly url: string;
  /** The path of Socket.IO on the server. Default `/socket.io`. */
  readonly path?: string | undefined;
  /** Gives the protocol, asked for each attempt to connect; may load it. */
  readonly protocol: () => Promise<W>;
  /** The handshake's `auth`, asked for each attempt, so that a token is fresh. */
  readonly auth: (protocol: W) => Promise<Record<string, unknown>>;
  /** A frame that was not understood. */
  readonly onIssue: (issue: ProtocolIssue) => void;
}

/**
 * Owns the socket, outside the machine: an actor that is stopped by an error would leave its
 * socket open. There is one live link at most, and no handler of an old one is called.
 */
export class Connection<R extends RequestMap<R>, E, W extends WireProtocol<R, E>> {
  readonly #options: ConnectionOptions<W>;
  #peers: ConnectionPeers<E> | null = null;
  #link: Link | null = null;
  #attempt = 0;
  #protocol: W | null = null;
  /** Why the server said it would end the connection: the close that follows does not tell. */
  #bye: ChatError | null = null;
  /** When the last frame came, in ms of the clock: silence past the heartbeat makes a link stale. */
  #lastFrameAt = 0;

  constructor(options: ConnectionOptions<W>) {
    this.#options = options;
  }

  /** Must be called before `open()`. */
  attach(peers: ConnectionPeers<E>): void {
    this.#peers = peers;
  }

  /** The protocol of the present or last link. */
  get protocol(): W | null {
    return this.#protocol;
  }

  /** Opens a link; what was open is closed. A failure reaches the machine as `link.closed` and is never thrown. */
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
   * Asks the server. Rejects with a ChatError: the server's refusal, `NO_ANSWER`,
   * `CONNECTION_LOST`, or `UNSUPPORTED_TYPE` where the protocol has no such request.
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

  /** Sends a frame that nobody answers; nothing where there is no frame or no link. */
  notify(frame: Frame | null | undefined): void {
    if (frame) this.#link?.notify(frame.event, frame.payload);
  }

  /** The server announced the end of the connection: its reason takes the place of the close's own. */
  noteBye({ code, retry, retryAfterMs, message, text }: ServerEventData<'bye'>): void {
    this.#bye = new ChatError(code, message ?? `The server ended the connection: ${code}.`, {
      retryable: retry,
      retryAfterMs,
      text,
    });
  }

  /** Tells the machine of the page's life, until the result is called. */
  followPage(): Unsubscribe {
    const { lifecycle, clock } = this.#options.platform;
    return lifecycle.subscribe((event) => {
      if (event === 'suspend') {
        this.#tell({ type: 'page.suspended' });
        return;
      }
      this.#tell({ type: event === 'online' ? 'network.returned' : 'page.resumed' });
      // Back in sight after a silence: the link may be dead without knowing.
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
