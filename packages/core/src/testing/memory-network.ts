import { type ChatError, passingError } from '../errors.ts';
import type { Clock } from '../platform/platform.types.ts';
import type { ConnectOptions, Link, LinkHandlers, Transport } from '../transport/transport.types.ts';
import type { MemoryConversation } from './memory-conversation.ts';

/** Faults of the network. Each function is called for every frame; by default there are no faults. */
export interface Faults {
  /** Whether the answer to a request is lost. */
  loseAck?(event: string): boolean;
  /** Whether the request itself is lost. */
  loseRequest?(event: string): boolean;
  /** Whether a push is lost. */
  losePush?(event: string): boolean;
  /** Whether a push is delivered twice. */
  duplicatePush?(event: string): boolean;
  /** The delay of a frame, in ms; frames with different delays may arrive out of order. */
  delay?(event: string): number;
  /** Whether a frame that is under way when its connection ends still reaches the server. */
  deliverLate?(): boolean;
}

/** The connection of one client on the server's side. */
export interface Connection {
  readonly handlers: LinkHandlers;
  /** The conversation that `hello` has joined. */
  conversation: MemoryConversation | null;
  visitor: string;
  open: boolean;
  /** Closes the connection, as a lost network does. */
  cut(reason: string): void;
}

/** What the network needs from the server. */
export interface NetworkHost {
  readonly faults: Faults;
  readonly refusal: ChatError | null;
  readonly reachable: boolean;
  readonly silent: boolean;
  readonly handshakes: Record<string, unknown>[];
}

type Answer = (connection: Connection, event: string, payload: unknown) => unknown;

const lost = (reason: string): ChatError => passingError('CONNECTION_LOST', `The connection ended: ${reason}.`);

/** The network between clients and the memory server: it connects, delays, drops, duplicates and disconnects. */
export class MemoryNetwork {
  readonly transport: Transport = { connect: (options, handlers) => this.#connect(options, handlers) };
  readonly #clock: Clock;
  readonly #host: NetworkHost;
  readonly #answer: Answer;
  readonly #connections = new Set<Connection>();

  constructor(clock: Clock, host: NetworkHost, answer: Answer) {
    this.#clock = clock;
    this.#host = host;
    this.#answer = answer;
  }

  get connected(): number {
    return [...this.#connections].filter(({ open }) => open).length;
  }

  drop(reason: string): void {
    for (const connection of this.#connections) connection.cut(reason);
  }

  /** Pushes to every joined client. */
  push(conversation: MemoryConversation, event: string, payload: unknown): void {
    const { faults, silent } = this.#host;
    for (const connection of this.#connections) {
      if (connection.conversation !== conversation || silent) continue;
      if (faults.losePush?.(event)) continue;
      const deliver = (): void =>
        this.#later(event, () => {
          if (this.#connections.has(connection)) connection.handlers.onEvent(event, structuredClone(payload));
        });
      deliver();
      if (faults.duplicatePush?.(event)) deliver();
    }
  }

  #connect(options: ConnectOptions, handlers: LinkHandlers): Link {
    const host = this.#host;
    let closed = false;
    const waiting = new Set<(error: ChatError) => void>();
    const connection: Connection = {
      handlers,
      conversation: null,
      visitor: '',
      open: false,
      cut: (reason) => {
        if (closed) return;
        end(reason);
        handlers.onClose(lost(reason));
      },
    };
    const end = (reason: string): void => {
      if (closed) return;
      closed = true;
      connection.open = false;
      this.#connections.delete(connection);
      for (const reject of [...waiting]) reject(lost(reason));
    };
    this.#connections.add(connection);

    options.auth().then(
      (auth) =>
        this.#later('connect', () => {
          if (closed) return;
          host.handshakes.push(auth);
          if (!host.reachable || host.refusal) {
            end('refused');
            handlers.onClose(host.refusal ?? passingError('CONNECT_FAILED', 'The server could not be reached.'));
            return;
          }
          connection.open = true;
          connection.visitor = String((auth.visitor as { id?: string } | undefined)?.id);
          handlers.onOpen();
        }),
      (cause: unknown) => {
        end('no handshake');
        handlers.onClose(passingError('CONNECT_FAILED', 'The handshake could not be prepared.', cause));
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
            () => fail(passingError('NO_ANSWER', `No answer to "${event}" in time.`)),
            timeoutMs,
          );
          waiting.add(fail);
          if (host.silent || host.faults.loseRequest?.(event)) return;
          // A copy, as on a real network, so that later changes on one side do not affect the other.
          const frame = structuredClone(payload);
          this.#later(event, () => {
            // A packet of a closed connection may still be in the server's queue.
            if (closed && !host.faults.deliverLate?.()) return;
            const answer = this.#answer(connection, event, frame);
            if (host.faults.loseAck?.(event)) return;
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

  #later(event: string, work: () => void): void {
    this.#clock.setTimeout(work, this.#host.faults.delay?.(event) ?? 0);
  }
}
