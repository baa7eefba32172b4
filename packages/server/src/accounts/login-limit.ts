import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { addressGroup } from '../http/address-group.ts';

const QUARTER = 900;

/** A login attempt. */
export interface LoginAttempt {
  readonly login: string;
  readonly address: string;
  /** A device that has logged in with this login before, or a session of it; null for any other. */
  readonly device: string | null;
}

/**
 * Limits login attempts before the password is checked. A known device has a counter of its own, so that strangers
 * cannot lock its user out. All others have three counters: per address and account, which stops guessing; per address
 * over all accounts, which stops trying one password everywhere; and per account over all addresses, which stops
 * guessing from many of them. IPv6 addresses are counted by their first 64 bits.
 */
export class LoginLimit {
  readonly #device = new RateLimiterMemory({ points: 10, duration: QUARTER });
  readonly #pair = new RateLimiterMemory({ points: 10, duration: QUARTER });
  readonly #address = new RateLimiterMemory({ points: 50, duration: QUARTER });
  readonly #account = new RateLimiterMemory({ points: 100, duration: QUARTER });

  /** @returns how long to wait, in ms; null if the attempt may be made */
  async count({ login, address, device }: LoginAttempt): Promise<number | null> {
    const { name, from } = keysOf(login, address);
    try {
      if (device !== null) {
        await this.#device.consume(device);
        return null;
      }
      await this.#address.consume(from);
      await this.#pair.consume(`${from} ${name}`);
      await this.#account.consume(name);
      return null;
    } catch (error) {
      if (error instanceof RateLimiterRes) return Math.max(1000, error.msBeforeNext);
      throw error;
    }
  }

  /** Resets the counts after a successful login; those of strangers only if it was counted among them. */
  async forget({ login, address, device }: LoginAttempt): Promise<void> {
    if (device !== null) {
      await this.#device.delete(device);
      return;
    }
    const { name, from } = keysOf(login, address);
    await this.#pair.delete(`${from} ${name}`);
    await this.#account.delete(name);
    await this.#address.reward(from);
  }
}

const keysOf = (login: string, address: string) => ({
  name: login.toLowerCase(),
  from: addressGroup(address, true) ?? address,
});
