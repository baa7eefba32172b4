import type { TokenProvider } from '../client/chat-client.types.ts';
import type { Platform } from '../platform/platform.types.ts';
import { forgetVisitor, loadVisitor, type Visitor } from './visitor.ts';

/** What the host tells of the person. */
export interface Person {
  readonly userId?: string | undefined;
  readonly getToken?: TokenProvider | undefined;
}

/** Who talks: this browser's visitor, read or minted once, and the person the host says it is. */
export class Identity {
  readonly #platform: Platform;
  readonly #key: string;
  #person: Person;
  #visitor: Promise<Visitor> | null = null;

  constructor(platform: Platform, key: string, person: Person) {
    this.#platform = platform;
    this.#key = key;
    this.#person = person;
  }

  visitor(): Promise<Visitor> {
    this.#visitor ??= loadVisitor(this.#platform, this.#key);
    return this.#visitor;
  }

  /** What proves it to the server; asked anew for each connection, so that a token is fresh. */
  async credentials() {
    const { userId, getToken } = this.#person;
    const [{ id, secret }, token] = await Promise.all([this.visitor(), getToken?.()]);
    return { visitor: { id, secret }, userId, token: token ?? undefined };
  }

  /** Another person sits here now. */
  replace(person: Person): void {
    this.#person = person;
    forgetVisitor(this.#platform, this.#key);
    this.#visitor = null;
  }
}
