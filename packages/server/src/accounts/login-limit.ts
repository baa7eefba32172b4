import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const QUARTER = 900;

/**
 * Limits login attempts before the password is checked. Three counters: per address and account, which
 * stops guessing; per address over all accounts, which stops trying one password everywhere; and per account over all
 * addresses, with a high limit, so that a stranger cannot lock somebody out with a few attempts.
 */
export class LoginLimit {
  readonly #pair = new RateLimiterMemory({ points: 10, duration: QUARTER });
  readonly #address = new RateLimiterMemory({ points: 50, duration: QUARTER });
  readonly #account = new RateLimiterMemory({ points: 100, duration: QUARTER });

  /** @returns how long to wait, in ms; null if the attempt may be made */
  async count(login: string, address: string): Promise<number | null> {
    const name = login.toLowerCase();
    try {
      await this.#address.consume(address);
      await this.#pair.consume(`${address} ${name}`);
      await this.#account.consume(name);
      return null;
    } catch (error) {
      if (error instanceof RateLimiterRes) return Math.max(1000, error.msBeforeNext);
      throw error;
    }
  }

  /** Resets the counts after a successful login. */
  async forget(login: string, address: string): Promise<void> {
    const name = login.toLowerCase();
    await this.#pair.delete(`${address} ${name}`);
    await this.#account.delete(name);
    await this.#address.reward(address);
  }
}
