/** The URL of this server. Its own address is known only once it listens. */
export class ServerAddress {
  readonly #publicUrl: string | undefined;
  #own = '';

  /** @param publicUrl the URL under which browsers reach the server, if a proxy is in front */
  constructor(publicUrl: string | undefined) {
    this.#publicUrl = publicUrl;
  }

  /** The listening address, for calls to itself. */
  get own(): string {
    return this.#own;
  }

  /** The public URL, for pages of other origins. Default: the listening address. */
  get public(): string {
    return this.#publicUrl ?? this.#own;
  }

  /** Called once, when the port is known. */
  listensAt(url: string): void {
    this.#own = url;
  }
}
