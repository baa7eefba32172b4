import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../lib/clock.ts';

const LIFE_MS = 180 * 24 * 3_600_000;
const AUDIENCE = 'connective-chat-device';

/**
 * Recognizes browsers that have logged in before. A device token grants no access: it only shows that this browser
 * has used the right password once, so that failed logins of others do not lock its user out.
 */
export class DeviceTokens {
  readonly #key: Uint8Array;
  readonly #clock: Clock;

  /** @param key a secret of the store, as base64url */
  constructor(key: string, clock: Clock) {
    this.#key = Buffer.from(key, 'base64url');
    this.#clock = clock;
  }

  issue(login: string): Promise<string> {
    const now = this.#clock.now();
    return new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(AUDIENCE)
      .setSubject(login.toLowerCase())
      .setJti(randomUUID())
      .setExpirationTime(new Date(now + LIFE_MS))
      .sign(this.#key);
  }

  /** @returns the id of the device; null if it has never logged in with this login, or not for half a year */
  async find(token: string | undefined, login: string): Promise<string | null> {
    if (token === undefined) return null;
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ['HS256'],
        audience: AUDIENCE,
        subject: login.toLowerCase(),
        currentDate: new Date(this.#clock.now()),
      });
      return payload.jti ?? null;
    } catch {
      return null;
    }
  }
}
