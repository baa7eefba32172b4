import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** One connection through the proxy. */
interface Link {
  readonly client: Socket;
  readonly postgres: Socket;
  /** Everything that the client has sent, as text; where a prepared statement is run, with the text of that statement. */
  sent: string;
  /** The texts of the prepared statements by their names. */
  readonly prepared: Map<string, string>;
  /** Data that is held back; null while data is forwarded. */
  held: Buffer[] | null;
}

/** The messages of the Postgres protocol that prepare a named statement, and that bind its parameters. */
const PARSE = /P[\s\S]{4}(chat-\d+-\d+)\0([^\0]*)\0/g;
const BIND = /B[\s\S]{4}\0(chat-\d+-\d+)\0/g;

/**
 * A proxy in front of Postgres that can close connections, drop all data, hold back one kind of connection, or delay
 * everything.
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

  /** @returns the URL of the database through this proxy */
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

  /** Closes every connection, also new ones. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Keeps connections open but forwards nothing in either direction. */
  fallSilent(): void {
    this.#isSilent = true;
  }

  /** Forwards one more statement that contains this text, and then nothing in either direction. */
  fallSilentAfter(text: string): void {
    this.#silentAfter = text;
  }

  /** Delays everything by this time, in both directions and in order. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** Holds back each connection from its next statement with this text on; others are forwarded. */
  hold(text: string): void {
    this.#holdAt = text;
  }

  /** Forwards what was held back. */
  release(): void {
    this.#holdAt = null;
    for (const link of this.#links) {
      const held = link.held ?? [];
      link.held = null;
      for (const bytes of held) link.postgres.write(bytes);
    }
  }

  get isHolding(): boolean {
    return this.holding > 0;
  }

  /** The number of connections that are held back. */
  get holding(): number {
    return [...this.#links].filter(({ held }) => held !== null).length;
  }

  /** How many statements with this text the open connections have sent. */
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

  /** Accepts new connections again; lost data stays lost. */
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
        // On a silent network the other side is not told about a closed connection.
        if (this.#isSilent) return;
        client.destroy();
        postgres.destroy();
      });
    }
    const link: Link = { client, postgres, sent: '', prepared: new Map(), held: null };
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
    const text = this.#textOf(link, bytes);
    link.sent += text;
    if (this.#holdAt !== null && text.includes(this.#holdAt)) link.held ??= [];
    if (link.held) link.held.push(bytes);
    else link.postgres.write(bytes);
    if (this.#silentAfter !== null && text.includes(this.#silentAfter)) this.#isSilent = true;
  }

  #textOf({ prepared }: Link, bytes: Buffer): string {
    return bytes
      .toString('latin1')
      .replaceAll(PARSE, (_, name: string, statement: string) => {
        prepared.set(name, statement);
        return '';
      })
      .replaceAll(BIND, (bound: string, name: string) => bound + (prepared.get(name) ?? ''));
  }

  #later(deliver: () => void): void {
    if (this.#delayMs > 0) setTimeout(deliver, this.#delayMs);
    else deliver();
  }
}
