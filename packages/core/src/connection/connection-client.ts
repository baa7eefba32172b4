import { type Actor, createActor } from 'xstate';
import type { ConnectionState } from '../client/chat-state.types.ts';
import { isChatError } from '../errors.ts';
import type { Optional } from '../lib/optional.types.ts';
import type { Unsubscribe } from '../lib/readable.ts';
import { withDefaults } from '../lib/with-defaults.ts';
import { type ConnectionMachine, createConnectionMachine } from '../machine/connection.machine.ts';
import { projectConnection } from '../machine/project-connection.ts';
import { DEFAULT_TIMEOUTS, type Timeouts } from '../machine/timeouts.ts';
import type { Platform } from '../platform/platform.types.ts';
import type { ProtocolIssue } from '../protocol/parse-frame.ts';
import type { ServerEventData } from '../protocol/server-events.ts';
import type { RequestMap, WireProtocol } from '../protocol/wire-protocol.ts';
import { Connection } from './connection.ts';

/** The options of a connection for many conversations. */
export interface ConnectionClientOptions<R extends RequestMap<R>, E> {
  readonly platform: Pick<Platform, 'clock' | 'random' | 'transport' | 'lifecycle'>;
  readonly url: string;
  /** The path of Socket.IO on the server. Default `/socket.io`. */
  readonly path?: string | undefined;
  readonly protocol: WireProtocol<R, E>;
  /** Called for each connection attempt; returns the `auth` of the handshake. */
  readonly auth: () => Promise<Record<string, unknown>>;
  /** Timeouts in ms; those that are left out have the defaults of the chat. */
  readonly timeouts?: Optional<Timeouts> | undefined;
  /** Sends the first request of each new or doubted connection. The client is online only after it has resolved. */
  readonly hello: (timeoutMs: number) => Promise<void>;
  /** Called when the client is online: `hello` has resolved. */
  readonly onOnline: () => void;
  readonly onState: (state: ConnectionState) => void;
  readonly onEvent: (event: E) => void;
  /** Called with a frame that could not be read. Default: nothing. */
  readonly onIssue?: ((issue: ProtocolIssue) => void) | undefined;
}

/**
 * One connection for many conversations. It connects, calls `hello`, reconnects with growing delays and jitter, probes
 * a doubted connection, and stops after a final refusal, by the same rules as the visitor's chat.
 *
 * @example
 * const connection = new ConnectionClient({ platform: resolvePlatform(), url, protocol, auth, hello, onOnline, onState, onEvent });
 * const stop = connection.start();
 * const { items } = await connection.request('list', { of: 'queue' });
 */
export class ConnectionClient<R extends RequestMap<R>, E> {
  readonly #connection: Connection<R, E, WireProtocol<R, E>>;
  readonly #actor: Actor<ConnectionMachine>;
  readonly #timeouts: Timeouts;

  constructor(options: ConnectionClientOptions<R, E>) {
    const { platform, url, path, protocol, auth, hello, onOnline, onState, onEvent, onIssue } = options;
    const { clock, random } = platform;
    this.#timeouts = withDefaults(DEFAULT_TIMEOUTS, options.timeouts);
    const connection = new Connection<R, E, WireProtocol<R, E>>({
      platform,
      url,
      path,
      protocol: async () => protocol,
      auth,
      onIssue: onIssue ?? (() => {}),
    });
    this.#connection = connection;
    const machine = createConnectionMachine({
      hello: async (timeoutMs) => {
        await hello(timeoutMs);
        return [];
      },
      openLink: (startWith) => connection.open(startWith),
      closeLink: () => connection.close(),
      // In a microtask, after the step of the machine, so that every reader already sees it online.
      release: () => queueMicrotask(onOnline),
    });
    this.#actor = createActor(machine, {
      clock: {
        setTimeout: (work: () => void, ms: number) => clock.setTimeout(work, ms),
        clearTimeout: (id) => clock.clearTimeout(id),
      },
      input: { timeouts: this.#timeouts, now: () => clock.now(), random },
    });
    this.#actor.subscribe((snapshot) => onState(projectConnection(snapshot)));
    connection.attach({ machine: this.#actor, receiver: { apply: onEvent } });
  }

  get isOnline(): boolean {
    return this.#actor.getSnapshot().matches({ connection: 'online' });
  }

  /** Connects, and stays connected until the returned function is called. */
  start(): Unsubscribe {
    this.#actor.start();
    const stopFollowing = this.#connection.followPage();
    this.#actor.send({ type: 'lease.acquired' });
    return () => {
      stopFollowing();
      this.#actor.send({ type: 'lease.released' });
    };
  }

  /**
   * Sends a request. Rejects with a ChatError: the server's refusal; `NO_ANSWER`, after which the connection is probed;
   * or `CONNECTION_LOST`.
   */
  async request<N extends keyof R & string>(
    name: N,
    input: R[N]['input'],
    timeoutMs: number = this.#timeouts.ack,
  ): Promise<R[N]['answer']> {
    try {
      return await this.#connection.request(name, input, timeoutMs);
    } catch (error) {
      if (isChatError(error) && error.code === 'NO_ANSWER') this.doubt();
      throw error;
    }
  }

  /** Connects now instead of waiting for the next attempt, also after a refusal. */
  reconnect(): void {
    this.#actor.send({ type: 'connect.now' });
  }

  requireHello(): void {
    this.#actor.send({ type: 'resume.required' });
  }

  doubt(): void {
    this.#actor.send({ type: 'link.doubted' });
  }

  /** The server announced that it will close the connection, with the reason. */
  noteBye(bye: ServerEventData<'bye'>): void {
    this.#connection.noteBye(bye);
  }
}
