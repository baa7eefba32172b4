import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** One connection through the proxy. */
interface Link {
  readonly client: Socket;
  readonly postgres: Socket;
  /** Everything that the client has sent, as far as it is text. */
  sent: string;
  /** What waits to be delivered to Postgres; null while nothing is held. */
  held: Buffer[] | null;
}

/**
 * A proxy in front of Postgres that can lose its connections, or everything that is sent over them, hold one kind of
 * connection, or take its time.
 */
export class DatabaseProxy {
  readonly #links = new Set<Link>();
  #holdAt: string | null = null;
  #delayMs = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((client) => this.#join(client));
  #target: URL | null = null;
  #isCut = false;
  #isSilent = false;
  #silentAfter: string | null = null;

  /** @returns the address of the proxy for that database */
  async open(url: string): Promise<string> {
    this.#target = new URL(url);
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const proxied = new URL(url);
    proxied.port = String((this.#server.address() as AddressInfo).port);
    return proxied.href;
  }

  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** Closes every connection, and each new one. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Keeps every connection open, and delivers nothing any more in either direction. */
  fallSilent(): void {
    this.#isSilent = true;
  }

  /** Delivers one more statement with this text, and then nothing in either direction. */
  fallSilentAfter(text: string): void {
    this.#silentAfter = text;
  }

  /** Delivers everything this much later, in both directions and in its order. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** Holds each connection from its next statement with this text on; the others go on. */
  hold(text: string): void {
    this.#holdAt = text;
  }

  /** Delivers what was held. */
  release(): void {
    this.#holdAt = null;
    for (const link of this.#links) {
      const held = link.held ?? [];
      link.held = null;
      for (const bytes of held) link.postgres.write(bytes);
    }
  }

  get isHolding(): boolean {
    return [...this.#links].some(({ held }) => held !== null);
  }

  /** How many statements with this text have been sent so far, over connections that are still open. */
  count(text: string): number {
    return [...this.#links].reduce((sum, { sent }) => sum + sent.split(text).length - 1, 0);
  }

  /** Closes the connections that have sent this text. */
  cutWhereSent(text: string): void {
    for (const { client, postgres, sent } of this.#links) {
      if (!sent.includes(text)) continue;
      client.destroy();
      postgres.destroy();
    }
  }

  /** Serves new connections again; what was lost stays lost. */
  restore(): void {
    this.#isCut = false;
    this.#isSilent = false;
    this.#silentAfter = null;
    this.#delayMs = 0;
    this.release();
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #join(client: Socket): void {
    client.on('error', () => {});
    if (this.#isCut) {
      client.destroy();
      return;
    }
    const postgres = connect(Number(this.#target?.port), '127.0.0.1');
    postgres.on('error', () => {});
    for (const socket of [client, postgres]) {
      this.#sockets.add(socket);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        // The other side of a silent network does not learn of a close.
        if (this.#isSilent) return;
        client.destroy();
        postgres.destroy();
      });
    }
    const link: Link = { client, postgres, sent: '', held: null };
    this.#links.add(link);
    client.on('close', () => this.#links.delete(link));
    client.on('data', (bytes) => this.#later(() => this.#toPostgres(link, bytes)));
    postgres.on('data', (bytes) =>
      this.#later(() => {
        if (!this.#isSilent) client.write(bytes);
      }),
    );
  }

  #toPostgres(link: Link, bytes: Buffer): void {
    if (this.#isSilent) return;
    link.sent += bytes.toString('latin1');
    if (this.#holdAt !== null && bytes.includes(this.#holdAt)) link.held ??= [];
    if (link.held) link.held.push(bytes);
    else link.postgres.write(bytes);
    if (this.#silentAfter !== null && bytes.includes(this.#silentAfter)) this.#isSilent = true;
  }

  #later(deliver: () => void): void {
    if (this.#delayMs > 0) setTimeout(deliver, this.#delayMs);
    else deliver();
  }
}
