import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { FailureLog } from '../db/failure-log.ts';
import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { keepRefusedOrigin } from './refused-origins.ts';

interface RefusalLogDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly failures: FailureLog;
}

/** Unverified data of the client's handshake. */
export interface RefusedClient {
  readonly botId: unknown;
  readonly origin: string | undefined;
}

/** Refusals that the owner of the site or of the server can fix. */
const LOGGED_CODES: ReadonlySet<string> = new Set([
  'ORIGIN_NOT_ALLOWED',
  'BOT_NOT_FOUND',
  'AUTH_FAILED',
  'PROTOCOL_UNSUPPORTED',
]);
const MAX_LENGTH = 200;

/**
 * Logs which clients are refused, and keeps the origins for the settings: each kind once in ten minutes, and at most
 * 30 kinds a minute, because a stranger can make up any number of bots and origins.
 */
export class RefusalLog {
  readonly #deps: RefusalLogDeps;
  readonly #each = new RateLimiterMemory({ points: 1, duration: 600 });
  readonly #all = new RateLimiterMemory({ points: 30, duration: 60 });

  constructor(deps: RefusalLogDeps) {
    this.#deps = deps;
  }

  /** Accepts any error, but logs only the refusals above. */
  note(error: unknown, client: RefusedClient): void {
    const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
    if (typeof code !== 'string' || !LOGGED_CODES.has(code)) return;
    this.#note(code, String(message), client).catch((cause: unknown) =>
      this.#deps.failures.warn(cause, 'a refused origin was not kept'),
    );
  }

  async #note(code: string, reason: string, client: RefusedClient): Promise<void> {
    const bot = String(client.botId).slice(0, MAX_LENGTH);
    const origin = client.origin?.slice(0, MAX_LENGTH) ?? null;
    if (!(await this.#isDue(JSON.stringify([code, bot, origin])))) return;
    this.#deps.logger.warn({ code, bot, origin, reason }, 'a client was refused');
    if (code !== 'ORIGIN_NOT_ALLOWED' || origin === null) return;
    await keepRefusedOrigin(this.#deps.db, bot, origin, new Date(this.#deps.clock.now()));
  }

  async #isDue(kind: string): Promise<boolean> {
    try {
      // Checked first, so that a kind that was already logged does not use up the limit for others.
      const known = await this.#each.get(kind);
      if (known !== null && known.remainingPoints <= 0) return false;
      await this.#all.consume('all');
      await this.#each.consume(kind);
      return true;
    } catch (error) {
      if (error instanceof RateLimiterRes) return false;
      throw error;
    }
  }
}
