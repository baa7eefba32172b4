import type { Settlement } from '../conversation/message.types.ts';
import { ChatError, passingError } from '../errors.ts';
import type { Batch } from '../lib/reactive.ts';
import type { Platform } from '../platform/platform.types.ts';
import type { Params } from '../protocol/entities.ts';
import type { SendAck } from '../protocol/server-events.ts';
import type { SendGate, SendLink, SendView } from './dispatcher.types.ts';
import type { Outbox } from './outbox.ts';
import type { OutboxRow } from './outbox.types.ts';
import { SendQueue, type SendQueueHost } from './send-queue.ts';

/** The options of a dispatcher. */
export interface DispatcherOptions<B extends object> {
  readonly batch: Batch;
  readonly platform: Pick<Platform, 'clock' | 'locks' | 'createId'>;
  readonly outbox: Outbox<B>;
  readonly view: SendView<B>;
  readonly link: SendLink<B>;
  readonly gate: SendGate;
  /** How long an unsent row is kept, in ms. */
  readonly maxAgeMs: number;
  /** Called when a send fails; the view shows the failure too. */
  readonly onError: (error: ChatError) => void;
}

/** An accepted send. */
export interface DispatchedSend {
  /** The id of its outbox entry. */
  readonly id: string;
  /** Resolves when the send has ended, to its result. Never rejects. */
  readonly settled: Promise<Settlement>;
}

/**
 * A send from acceptance to its end. It becomes an entry of the outbox and a shown message at the same time, and ends
 * as confirmed, failed or expired. It is confirmed by its answer, its echo or the `known` of a `hello`, whichever comes
 * first. No call waits for the network.
 *
 * @example const { id, settled } = dispatcher.send({ type: 'text', text: 'Hello' }, {});
 */
export class Dispatcher<B extends object> implements SendQueueHost<B> {
  readonly #options: DispatcherOptions<B>;
  readonly #queue: SendQueue<B>;
  readonly #settling = new Map<string, (settlement: Settlement) => void>();

  constructor(options: DispatcherOptions<B>) {
    this.#options = options;
    this.#queue = new SendQueue(options.outbox, options.platform, options.maxAgeMs, this);
  }

  get outbox(): Outbox<B> {
    return this.#options.outbox;
  }

  /** Keeps a send until the gate opens, without showing it as a message. */
  enqueue(body: B, params: Params): DispatchedSend {
    const { batch, outbox, platform } = this.#options;
    return batch.run(() => this.#accept(outbox.add(platform.createId(), body, params, platform.clock.now(), true)));
  }

  /** `id` is given if the UI already shows the message, as for a completed upload. */
  send(body: B, params: Params, id: string = this.#options.platform.createId()): DispatchedSend {
    const { batch, outbox, view, platform } = this.#options;
    return batch.run(() => {
      const row = outbox.add(id, body, params, platform.clock.now());
      view.add(row, null);
      return this.#accept(row);
    });
  }

  /** Sends a failed entry again, at the end of the queue; `undefined` if there is none. */
  retry(id: string): DispatchedSend | undefined {
    const { batch, outbox, view, platform } = this.#options;
    const failed = outbox.find(id);
    if (!failed?.failure) return undefined;
    return batch.run(() => {
      view.remove(id);
      if (failed.failure?.code === 'CID_CONFLICT') {
        // The server already knows this id with another content, so a new id is needed.
        outbox.remove(id);
        return this.send(failed.body, failed.params);
      }
      const row = outbox.revive(id, platform.clock.now()) ?? failed;
      view.add(row, null);
      return this.#accept(row);
    });
  }

  /** Removes an entry that was not delivered. Returns `false` if there is none, or if the server may have it. */
  discard(id: string): boolean {
    const { batch, outbox, view } = this.#options;
    const row = outbox.find(id);
    if (!row || (row.emitted && !row.failure)) return false;
    batch.run(() => {
      outbox.remove(id);
      view.remove(id);
      this.#settle(id, { delivery: 'failed' });
    });
    return true;
  }

  /** Shows and sends the entries in the storage, of this page, an earlier one or a closed tab. */
  async restore(namespace: string): Promise<void> {
    const { batch, outbox, view } = this.#options;
    this.#queue.lockName = `${namespace}:outbox`;
    const restored = await outbox.load(namespace);
    batch.run(() => {
      for (const row of restored) {
        const { failure } = row;
        if (row.queued) continue;
        view.add(row, failure ? new ChatError(failure.code, failure.message, { retryable: failure.retryable }) : null);
      }
    });
  }

  /** Sends entries while the gate is open. */
  drain(): void {
    this.#queue.drain();
  }

  /** Stops sending; the current request still completes. */
  stop(): void {
    this.#queue.stop();
  }

  /** Whether this send still has to be delivered. */
  isUnsent(cid: string): boolean {
    return this.#options.outbox.find(cid) !== undefined;
  }

  /** The server has the send at this position: known from its answer, its echo or the `known` of `hello`. */
  confirmed(cid: string, seq?: number): void {
    const { outbox, view } = this.#options;
    if (!outbox.remove(cid)) return;
    this.#queue.settled(cid);
    view.confirm(cid);
    this.#settle(cid, seq === undefined ? { delivery: 'confirmed' } : { delivery: 'confirmed', seq });
  }

  /** Ends all sends as failed, because the user changed. */
  abandon(): void {
    for (const { cid } of this.#options.outbox.rows) {
      this.#queue.settled(cid);
      this.#settle(cid, { delivery: 'failed' });
    }
  }

  get mayDrain(): boolean {
    return this.#options.gate.isOpen;
  }

  request(row: OutboxRow<B>): Promise<SendAck> {
    if (row.queued) this.#options.view.add(row, null);
    return this.#options.link.request(row);
  }

  mayRepeat(row: OutboxRow<B>): boolean {
    if (this.#options.link.deduplicates) return true;
    this.#fail(row, passingError('NO_ANSWER', 'It may have been delivered; nobody confirmed it.'), 'unconfirmed');
    return false;
  }

  acknowledged(row: OutboxRow<B>, ack: SendAck): void {
    this.#options.batch.run(() => {
      this.#options.link.acknowledged(row, ack);
      this.confirmed(row.cid, ack.seq);
    });
  }

  /** Another tab may have taken a queued send back, or sent it, since this one loaded it. */
  async mayEmit(row: OutboxRow<B>): Promise<boolean> {
    if (!row.queued || (await this.#options.outbox.isStored(row.cid))) return true;
    this.discard(row.cid);
    return false;
  }

  failed(row: OutboxRow<B>, error: ChatError): void {
    if (row.queued) this.#options.view.add(row, error);
    this.#fail(row, error, error.code === 'EXPIRED' ? 'expired' : 'failed');
  }

  deferred(row: OutboxRow<B>, error: ChatError): void {
    this.#options.batch.run(() => {
      this.#options.view.update(row.cid, 'pending', error);
      this.#options.gate.deferred(error);
    });
  }

  resumeRequired(): void {
    this.#options.gate.resumeRequired();
  }

  doubted(): void {
    this.#options.gate.doubted();
  }

  emptied(): void {
    this.#options.gate.emptied();
  }

  #accept(row: OutboxRow<B>): DispatchedSend {
    const settled = new Promise<Settlement>((resolve) => {
      this.#settling.set(row.cid, resolve);
    });
    if (this.#options.gate.filled()) this.#queue.drain();
    return { id: row.cid, settled };
  }

  #fail(row: OutboxRow<B>, error: ChatError, delivery: Settlement['delivery']): void {
    const { batch, outbox, view, onError } = this.#options;
    batch.run(() => {
      outbox.fail(row.cid, { code: error.code, message: error.message, retryable: error.retryable });
      view.update(row.cid, delivery, error);
      this.#settle(row.cid, { delivery, error });
      onError(error);
    });
  }

  #settle(cid: string, settlement: Settlement): void {
    this.#settling.get(cid)?.(settlement);
    this.#settling.delete(cid);
  }
}
