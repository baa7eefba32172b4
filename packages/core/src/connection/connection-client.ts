import { type Actor, createActor, fromPromise } from 'xstate';
import type { ConnectionState } from '../client/chat-client.types.ts';
import { isChatError } from '../errors.ts';
import type { Optional } from '../lib/optional.types.ts';
import type { Unsubscribe } from '../lib/readable.ts';
import { withDefaults } from '../lib/with-defaults.ts';
import { connectionMachine } from '../machine/connection.machine.ts';
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
  /** The handshake's `auth`, asked for each attempt to connect. */
  readonly auth: () => Promise<Record<string, unknown>>;
  /** Deadlines in ms; those that are left out are the chat's own. */
  readonly timeouts?: Optional<Timeouts> | undefined;
  /** Greets the server on each new link and on one that was doubted; until it resolves the client is not online. */
  readonly hello: (timeoutMs: number) => Promise<void>;
  /** The client is online: `hello` was answered. */
  readonly onOnline: () => void;
  readonly onState: (state: ConnectionState) => void;
  readonly onEvent: (event: E) => void;
  /** A frame that was not understood. Default: nothing. */
  readonly onIssue?: ((issue: ProtocolIssue) => void) | undefined;
}

/**
 * One connection for many conversations: it connects, says hello, reconnects with growing and random waits, proves a
 * doubted link, and gives up on a final refusal, by the same rules as the visitor's chat.
 *
 * @example
 * const connection = new ConnectionClient({ platform: resolvePlatform(), url, protocol, auth, hello, onOnline, onState, onEvent });
 * const stop = connection.start();
 * const { items } = await connection.request('list', { of: 'queue' });
 */
export class ConnectionClient<R extends RequestMap<R>, E> {
  readonly #connection: Connection<R, E, WireProtocol<R, E>>;
  readonly #actor: Actor<typeof connectionMachine>;
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
    const machine = connectionMachine.provide({
      actors: {
        hello: fromPromise(async ({ input }) => {
          await hello(input.timeoutMs);
          return [];
        }),
      },
      actions: {
        openLink: (_, { startWith }) => connection.open(startWith),
        closeLink: () => connection.close(),
        // Deferred until the machine's step has ended, so that it is online for every reader.
        release: () => queueMicrotask(onOnline),
      },
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

  /** Connects, and stays connected until the result is called. */
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
   * Asks the server. Rejects with a ChatError: its refusal, `NO_ANSWER`, after which the link has to prove that it is
   * alive, or `CONNECTION_LOST`.
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

  /** Connects now instead of at the end of a wait, also after a refusal. */
  reconnect(): void {
    this.#actor.send({ type: 'connect.now' });
  }

  requireHello(): void {
    this.#actor.send({ type: 'resume.required' });
  }

  doubt(): void {
    this.#actor.send({ type: 'link.doubted' });
  }

  /** The server announced the end of the connection, and why. */
  noteBye(bye: ServerEventData<'bye'>): void {
    this.#connection.noteBye(bye);
  }
}
