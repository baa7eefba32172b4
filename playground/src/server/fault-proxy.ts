import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

interface Pipe {
  readonly client: Socket;
  readonly server: Socket;
  /** Bytes from the client that are held back; `null` while bytes are forwarded. */
  held: Buffer[] | null;
}

/**
 * A TCP proxy between a client and a server that simulates network faults. `disconnectThenDeliver` covers the least
 * obvious one: the client loses its connection at once, but what it has sent reaches the server after the client has
 * reconnected.
 */
export class FaultProxy {
  readonly #server: Server;
  readonly #pipes = new Set<Pipe>();
  #isSplitting = false;
  #isOffline = false;
  #dropped: 'nothing' | 'answers' | 'everything' = 'nothing';
  #isDenyingWebSocket: 'refuse' | 'ignore' | null = null;
  #delayMs = 0;
  /** The chunks on their way to a socket, so that a later one does not overtake them. */
  readonly #delayed = new WeakMap<Socket, Promise<void>>();
  #lateDeliveries = 0;
  #port = 0;

  private constructor(target: () => string) {
    this.#server = createServer((client) => this.#join(client, new URL(target())));
  }

  /** @param target the URL of the server, or what returns it for each connection if the server may move */
  static async before(target: string | (() => string)): Promise<FaultProxy> {
    const proxy = new FaultProxy(typeof target === 'string' ? () => target : target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    proxy.#port = (proxy.#server.address() as AddressInfo).port;
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** How many lost connections have delivered their held bytes to the server. */
  get lateDeliveries(): number {
    return this.#lateDeliveries;
  }

  get connections(): number {
    return this.#pipes.size;
  }

  /** Closes every connection on both sides. */
  cut(): void {
    for (const { client, server } of this.#pipes) {
      client.destroy();
      server.destroy();
    }
  }

  /** While on, the network is down: open connections are closed and new ones are refused. */
  offline(on: boolean): void {
    this.#isOffline = on;
    if (on) this.cut();
  }

  /** Drops bytes without closing connections: those of the server (`answers`), or those of both sides. */
  drop(what: 'nothing' | 'answers' | 'everything'): void {
    this.#dropped = what;
  }

  /** Allows HTTP polling only, as some company networks do: a WebSocket request is refused, or gets no answer. */
  denyWebSocket(how: 'refuse' | 'ignore'): void {
    this.#isDenyingWebSocket = how;
  }

  /** Delays what arrives from now on, in both directions, in ms; 0 ends it. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** While on, data arrives in chunks of 1 to 16 bytes. */
  splitIntoChunks(on: boolean): void {
    this.#isSplitting = on;
  }

  /** From this call on, holds back what connected clients send. */
  hold(): void {
    for (const pipe of this.#pipes) pipe.held ??= [];
  }

  /**
   * Closes the connections of the clients at once; delivers what was held back to the server after `ms` milliseconds.
   */
  disconnectThenDeliver(ms: number): void {
    for (const { client, server, held } of this.#pipes) {
      client.destroy();
      setTimeout(() => {
        for (const chunk of held ?? []) server.write(chunk);
        this.#lateDeliveries += 1;
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
      if (this.#dropped !== 'answers') this.#pass(client, chunk);
    });
    client.on('close', () => {
      this.#pipes.delete(pipe);
      // The connection to the server stays open for the held bytes; `disconnectThenDeliver` closes it.
      if (!pipe.held) server.destroy();
    });
    server.on('close', () => client.destroy());
    for (const socket of [client, server]) socket.on('error', () => {});
  }

  #pass(to: Socket, chunk: Buffer): void {
    if (this.#dropped === 'everything') return;
    const ahead = this.#delayed.get(to);
    if (this.#delayMs === 0 && !ahead) {
      this.#write(to, chunk);
      return;
    }
    const due = delay(this.#delayMs);
    const arrived = Promise.all([ahead, due]).then(() => {
      this.#write(to, chunk);
      if (this.#delayed.get(to) === arrived) this.#delayed.delete(to);
    });
    this.#delayed.set(to, arrived);
  }

  #write(to: Socket, chunk: Buffer): void {
    if (!this.#isSplitting) {
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
