import type { ChatError } from '../errors.ts';
import type { Clock } from '../platform/platform.types.ts';
import type { SendGate } from './dispatcher.types.ts';

/** How long a refused send waits if the server gives no time, in ms. */
const DEFAULT_PAUSE_MS = 1_000;

/** The part of a connection that a gate needs. */
export interface GateConnection {
  readonly isOnline: boolean;
  /** The server requires `hello` before anything else. */
  requireHello(): void;
  /** An ack is missing: the connection must be probed. */
  doubt(): void;
}

/**
 * Lets one of many conversations send while their shared connection is online, unless the server has asked this
 * conversation to wait. A waiting conversation does not delay the others.
 *
 * @example const gate = new TimedGate(clock, connection, () => dispatcher.drain());
 */
export class TimedGate implements SendGate {
  readonly #clock: Clock;
  readonly #connection: GateConnection;
  readonly #resume: () => void;
  #isPaused = false;
  #timer: unknown;

  /** `resume` is called when the pause is over. */
  constructor(clock: Clock, connection: GateConnection, resume: () => void) {
    this.#clock = clock;
    this.#connection = connection;
    this.#resume = resume;
  }

  get isOpen(): boolean {
    return this.#connection.isOnline && !this.#isPaused;
  }

  filled(): boolean {
    return this.isOpen;
  }

  emptied(): void {}

  deferred({ retryAfterMs = DEFAULT_PAUSE_MS }: ChatError): void {
    this.#isPaused = true;
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => {
      this.#isPaused = false;
      this.#resume();
    }, retryAfterMs);
  }

  resumeRequired(): void {
    this.#connection.requireHello();
  }

  doubted(): void {
    this.#connection.doubt();
  }

  dispose(): void {
    this.#clock.clearTimeout(this.#timer);
  }
}
