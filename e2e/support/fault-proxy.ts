import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

interface Pipe {
  readonly client: Socket;
  readonly server: Socket;
  /** Bytes of the client that the network still holds. */
  held: Buffer[] | null;
}

/**
 * A network between a client and a server, as bad as a test asks: it cuts, swallows, crumbles and
 * delays. Most telling is `ghost`: the client loses its connection at once, while what it had sent
 * still travels and reaches the server when the client is back on another connection.
 */
export class FaultProxy {
  readonly #server: Server;
  readonly #pipes = new Set<Pipe>();
  #isCrumbling = false;
  #isOffline = false;
  #isSwallowing: 'nothing' | 'answers' | 'everything' = 'nothing';
  #isDenyingWebSocket: 'refuse' | 'swallow' | null = null;
  #ghosts = 0;
  #port = 0;

  private constructor(target: URL) {
    this.#server = createServer((client) => this.#join(client, target));
  }

  static async before(url: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(new URL(url));
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    proxy.#port = (proxy.#server.address() as AddressInfo).port;
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** How many lost clients have had their last words delivered. */
  get ghostsSeen(): number {
    return this.#ghosts;
  }

  get connections(): number {
    return this.#pipes.size;
  }

  /** Ends every connection, on both sides. */
  cut(): void {
    for (const { client, server } of this.#pipes) {
      client.destroy();
      server.destroy();
    }
  }

  /** The network is gone: what is open breaks, and nobody gets through. */
  offline(on: boolean): void {
    this.#isOffline = on;
    if (on) this.cut();
  }

  /** Nothing arrives any more, and nobody is told: in either direction, or only what the server says. */
  swallow(what: 'nothing' | 'answers' | 'everything'): void {
    this.#isSwallowing = what;
  }

  /** As a company's network does: WebSocket is refused, or goes into the dark. Polling works. */
  denyWebSocket(how: 'refuse' | 'swallow'): void {
    this.#isDenyingWebSocket = how;
  }

  /** Everything arrives in pieces of 1 to 16 bytes. */
  crumble(on: boolean): void {
    this.#isCrumbling = on;
  }

  /** From now on what clients send is held back. */
  hold(): void {
    for (const pipe of this.#pipes) pipe.held ??= [];
  }

  /** The clients lose their connections now; what was held of them reaches the server after a while. */
  ghost(ms: number): void {
    for (const { client, server, held } of this.#pipes) {
      client.destroy();
      setTimeout(() => {
        for (const chunk of held ?? []) server.write(chunk);
        this.#ghosts += 1;
        setTimeout(() => server.destroy(), 20);
      }, ms);
    }
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(client: Socket, target: URL): void {
    if (this.#isOffline) {
      client.destroy();
      return;
    }
    const server = connect({ host: target.hostname, port: Number(target.port), noDelay: true });
    const pipe: Pipe = { client, server, held: null };
    this.#pipes.add(pipe);
    client.setNoDelay(true);
    client.on('data', (chunk) => {
      if (this.#isDenyingWebSocket && /\r\nupgrade: websocket/i.test(chunk.toString('latin1'))) {
        if (this.#isDenyingWebSocket === 'refuse') client.destroy();
        return;
      }
      if (pipe.held) pipe.held.push(chunk);
      else this.#pass(server, chunk);
    });
    server.on('data', (chunk) => {
      if (this.#isSwallowing !== 'answers') this.#pass(client, chunk);
    });
    client.on('close', () => {
      this.#pipes.delete(pipe);
      // A held client's words outlive it; `ghost` ends the server's side.
      if (!pipe.held) server.destroy();
    });
    server.on('close', () => client.destroy());
    for (const socket of [client, server]) socket.on('error', () => {});
  }

  #pass(to: Socket, chunk: Buffer): void {
    if (this.#isSwallowing === 'everything') return;
    if (!this.#isCrumbling) {
      to.write(chunk);
      return;
    }
    for (let from = 0; from < chunk.length; ) {
      const size = 1 + (from % 16);
      to.write(chunk.subarray(from, from + size));
      from += size;
    }
  }
}
