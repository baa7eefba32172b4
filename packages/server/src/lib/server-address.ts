/** Where this server is reached. Its own address is known only once it listens. */
export class ServerAddress {
  readonly #publicUrl: string | undefined;
  #own = '';

  /** @param publicUrl the address under which browsers reach the server, if a proxy is in front */
  constructor(publicUrl: string | undefined) {
    this.#publicUrl = publicUrl;
  }

  /** Where this process listens: for calls to itself. */
  get own(): string {
    return this.#own;
  }

  /** For pages of other origins. Default: where this process listens. */
  get public(): string {
    return this.#publicUrl ?? this.#own;
  }

  /** Called once, when the port is known. */
  listensAt(url: string): void {
    this.#own = url;
  }
}
