import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A proxy in front of Postgres that can lose its connections, or everything that is sent over them. */
export class DatabaseProxy {
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

  /** Serves new connections again; what was lost stays lost. */
  restore(): void {
    this.#isCut = false;
    this.#isSilent = false;
    this.#silentAfter = null;
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
    client.on('data', (bytes) => {
      if (this.#isSilent) return;
      postgres.write(bytes);
      if (this.#silentAfter !== null && bytes.includes(this.#silentAfter)) this.#isSilent = true;
    });
    postgres.on('data', (bytes) => {
      if (!this.#isSilent) client.write(bytes);
    });
  }
}
