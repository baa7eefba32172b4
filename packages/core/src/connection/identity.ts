import type { Platform } from '../platform/platform.types.ts';
import type { Dialect } from '../protocol/dialect.ts';
import { forgetVisitor, loadVisitor, type Visitor, visitorKey } from './visitor.ts';

/** Returns a short-lived token that proves the visitor's identity, or `null` for an anonymous visitor. */
export type TokenProvider = () => string | null | Promise<string | null>;

/** The identity given by the host. */
export interface Person {
  readonly userId?: string | undefined;
  readonly getToken?: TokenProvider | undefined;
}

/** The identity of a conversation: the bot, this browser's visitor (read or created once), and the host's user. */
export class Identity {
  readonly #platform: Platform;
  readonly #key: string;
  readonly #botId: string;
  readonly #locale: string;
  /** Random per page load. */
  readonly #tab: string;
  #person: Person;
  #visitor: Promise<Visitor> | null = null;
  #connections = 0;

  constructor(
    platform: Platform,
    {
      url,
      botId,
      locale = 'en',
      ...person
    }: Person & { url: string; botId: string | number; locale?: string | undefined },
  ) {
    this.#platform = platform;
    this.#botId = String(botId);
    this.#key = visitorKey(url, this.#botId);
    this.#locale = locale;
    this.#tab = platform.createId();
    this.#person = person;
  }

  /** The handshake of the next connection. Calls `getToken` each time, so that the token is fresh. */
  async handshake(dialect: Dialect): Promise<Record<string, unknown>> {
    this.#connections += 1;
    const link = this.#connections;
    const { userId, getToken } = this.#person;
    const [{ id, secret }, token] = await Promise.all([this.#loadVisitor(), getToken?.()]);
    return dialect.handshake({
      botId: this.#botId,
      locale: this.#locale,
      visitor: { id, secret },
      userId,
      token: token ?? undefined,
      tab: this.#tab,
      link,
    });
  }

  /** The storage name for the data of this visitor with this bot. */
  async namespace(): Promise<string> {
    const { id } = await this.#loadVisitor();
    return `${this.#key}:${id}`;
  }

  /** Another user uses this browser now: creates a new visitor. */
  replace(person: Person): void {
    this.#person = person;
    forgetVisitor(this.#platform, this.#key);
    this.#visitor = null;
  }

  #loadVisitor(): Promise<Visitor> {
    this.#visitor ??= loadVisitor(this.#platform, this.#key);
    return this.#visitor;
  }
}
