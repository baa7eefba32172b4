import pg from 'pg';

/** A connection without messages for this long is probed, because it may be lost without a close event. */
const PROBE_MS = 5000;
const REOPEN_MS = 1000;

export interface NodeListenerOptions {
  readonly config: pg.ClientConfig;
  readonly channel: string;
  readonly onNotification: (payload: string) => void;
  /** Listening has started or restarted: earlier notifications were not received. */
  readonly onOpen: () => void;
  readonly onError: (error: Error) => void;
}

/** Listens to a channel of Postgres, over one connection that is opened again when it is lost. */
export class NodeListener {
  readonly #options: NodeListenerOptions;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #begun = () => {};
  /** Resolves when this node listens for the first time, or when the listener is closed. */
  readonly begun = new Promise<void>((resolve) => {
    this.#begun = resolve;
  });

  constructor(options: NodeListenerOptions) {
    this.#options = options;
    void this.#open();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#begun();
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => {});
  }

  async #open(): Promise<void> {
    const { config, channel, onNotification, onOpen, onError } = this.#options;
    const client = new pg.Client(config);
    this.#client = client;
    client.on('error', onError);
    client.on('notification', ({ payload = '' }) => onNotification(payload));
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      client.once('end', () => this.#reopenLater(client, new Error('The connection has ended.')));
      this.#begun();
      onOpen();
      this.#probeLater(client);
    } catch (error) {
      this.#reopenLater(client, error as Error);
    }
  }

  #probeLater(client: pg.Client): void {
    if (this.#isClosed || client !== this.#client) return;
    this.#timer = setTimeout(() => {
      client.query('select 1').then(
        () => this.#probeLater(client),
        (error: Error) => this.#reopenLater(client, error),
      );
    }, PROBE_MS).unref();
  }

  #reopenLater(client: pg.Client, error: Error): void {
    if (this.#isClosed || client !== this.#client) return;
    this.#client = undefined;
    clearTimeout(this.#timer);
    this.#options.onError(error);
    client.removeAllListeners('notification');
    client.end().catch(() => {});
    // Randomized, so that the nodes do not all reconnect at the same time.
    this.#timer = setTimeout(() => void this.#open(), REOPEN_MS * (0.5 + Math.random())).unref();
  }
}
