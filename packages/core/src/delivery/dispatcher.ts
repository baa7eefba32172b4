import type { BlockedReason, ChatAction, Permission, SendResult } from '../client/chat-client.types.ts';
import type { Delivery, Message } from '../conversation/message.types.ts';
import { isRepeatable, type MessageStore } from '../conversation/message-store.ts';
import { ChatError } from '../errors.ts';
import { byteLength } from '../lib/byte-length.ts';
import type { Batch, Cell } from '../lib/reactive.ts';
import type { MachineEvent } from '../machine/chat.machine.types.ts';
import type { Platform } from '../platform/platform.types.ts';
import type { Button, Params, VisitorBody } from '../protocol/entities.ts';
import type { Limits } from '../protocol/limits.ts';
import { type Outbox, sizeOf } from './outbox.ts';
import type { OutboxRow } from './outbox.types.ts';

/** What a frame adds to a body: names, cid, braces. */
const FRAME_OVERHEAD = 512;

/**
 * What thinking locks: what would begin another turn. A file or a rating waits in the outbox, and
 * leaving is always possible: nobody is held in a conversation.
 */
const LOCKED: ReadonlySet<VisitorBody['type']> = new Set(['text', 'press', 'alias']);

export interface DispatcherContext {
  readonly batch: Batch;
  readonly platform: Platform;
  readonly store: MessageStore;
  readonly outbox: Outbox;
  /** Changes with the outbox, whose rows are no readable. */
  readonly outboxVersion: Cell<number>;
  readonly limits: Cell<Limits>;
  can(action: ChatAction): Permission;
  params(): Params;
  machine(event: MachineEvent): void;
  /** There is something to send. */
  filled(): void;
  /** A row is settled: nobody waits for its answer any longer. */
  settledElsewhere(cid: string): void;
  error(error: ChatError): void;
}

/**
 * The way out, from an intent to its end: each becomes a row of the outbox and a row on the
 * screen in the same moment, and ends as confirmed, failed or expired. Nothing here waits for
 * the network.
 */
export class Dispatcher {
  readonly #context: DispatcherContext;
  readonly #settling = new Map<string, (delivery: Delivery) => void>();

  constructor(context: DispatcherContext) {
    this.#context = context;
  }

  send(body: VisitorBody): SendResult {
    const { batch, store, outbox, platform, limits } = this.#context;
    const permission = this.#context.can(LOCKED.has(body.type) ? 'send' : 'close');
    if (!permission.ok) return permission;
    if (body.type === 'text' && body.text.trim() === '') return refuse('empty');
    const params = this.#context.params();
    const { textBytes, frameBytes } = limits.get();
    const bytes = sizeOf(body);
    const frame = bytes + byteLength(JSON.stringify(params)) + FRAME_OVERHEAD;
    if ((body.type === 'text' && byteLength(body.text) > textBytes) || frame > frameBytes) return refuse('too-large');
    if (!outbox.hasRoomFor(bytes)) return refuse('outbox-full');
    return batch.run(() => {
      const row = outbox.add(platform.createId(), body, params, platform.clock.now());
      store.addPending(pendingMessage(row));
      return this.#accept(row);
    });
  }

  press(messageId: string, button: Button): SendResult {
    const message = this.#find(messageId);
    if (!message?.serverId || button.action.type === 'url') return refuse('not-found');
    if (message.answer && !isRepeatable(message.body)) return refuse('answered');
    return this.send({ type: 'press', messageId: message.serverId, buttonId: button.id, label: button.label });
  }

  rate(messageId: string, score: number, comment?: string): SendResult {
    const message = this.#find(messageId);
    if (!message?.serverId) return refuse('not-found');
    if (message.answer) return refuse('answered');
    return this.send({ type: 'rate', messageId: message.serverId, score, ...(comment ? { comment } : {}) });
  }

  retry(id: string): SendResult {
    const { batch, outbox, store, platform } = this.#context;
    const failed = outbox.find(id);
    if (!failed?.failure) return refuse('not-found');
    const permission = this.#context.can(LOCKED.has(failed.body.type) ? 'send' : 'close');
    if (!permission.ok) return permission;
    return batch.run(() => {
      store.removePending(id);
      if (failed.failure?.code === 'CID_CONFLICT') {
        // The id belongs to other words for ever: these go under a new one.
        outbox.remove(id);
        return this.send(failed.body);
      }
      const row = outbox.revive(id, platform.clock.now()) ?? failed;
      store.addPending(pendingMessage(row));
      return this.#accept(row);
    });
  }

  discard(id: string): boolean {
    const { batch, outbox, store } = this.#context;
    const row = outbox.find(id);
    // What may have reached the server cannot be taken back.
    if (!row || (row.emitted && !row.failure)) return false;
    batch.run(() => {
      outbox.remove(id);
      store.removePending(id);
      this.#settle(id, 'failed');
    });
    return true;
  }

  /** A row of the disk, of this visitor's last page or of another tab, is shown as what it is. */
  restore(row: OutboxRow): void {
    const { failure } = row;
    const error = failure && new ChatError(failure.code, failure.message, { retryable: failure.retryable });
    this.#context.store.addPending({
      ...pendingMessage(row),
      ...(error ? { delivery: deliveryOf(error), error } : {}),
    });
    this.#changed();
  }

  /** The server has it: by its answer, its echo or its `known`, whichever came first. */
  confirmed(cid: string): void {
    const { outbox, store } = this.#context;
    if (!outbox.remove(cid)) return;
    this.#context.settledElsewhere(cid);
    // Its place in the log may still be missing; nothing is wrong with it any longer.
    if (store.get(cid)?.delivery !== 'confirmed') store.setDelivery(cid, 'pending');
    this.#settle(cid, 'confirmed');
  }

  deferred(row: OutboxRow, error: ChatError): void {
    this.#context.store.setDelivery(row.cid, 'pending', error);
    this.#context.machine({ type: 'outbox.deferred', code: error.code, retryAfterMs: error.retryAfterMs ?? null });
  }

  failed(row: OutboxRow, error: ChatError, delivery: Delivery = deliveryOf(error)): void {
    const { outbox, store } = this.#context;
    outbox.fail(row.cid, { code: error.code, message: error.message, retryable: error.retryable });
    store.setDelivery(row.cid, delivery, error);
    this.#settle(row.cid, delivery);
    this.#context.error(error);
  }

  /** Gives up everything, for another visitor. */
  abandon(): void {
    for (const { cid } of this.#context.outbox.rows) {
      this.#context.settledElsewhere(cid);
      this.#settle(cid, 'failed');
    }
  }

  #find(id: string): Message | undefined {
    return this.#context.store.get(id) ?? this.#context.store.byServerId(id);
  }

  #accept(row: OutboxRow): SendResult {
    const settled = new Promise<Delivery>((resolve) => {
      this.#settling.set(row.cid, resolve);
    });
    this.#changed();
    this.#context.filled();
    return { ok: true, id: row.cid, settled };
  }

  #settle(cid: string, delivery: Delivery): void {
    this.#changed();
    this.#settling.get(cid)?.(delivery);
    this.#settling.delete(cid);
  }

  #changed(): void {
    const { outboxVersion } = this.#context;
    outboxVersion.set(outboxVersion.get() + 1);
  }
}

function refuse(reason: BlockedReason): Extract<SendResult, { ok: false }> {
  return { ok: false, reason };
}

const deliveryOf = (error: ChatError): Delivery => (error.code === 'EXPIRED' ? 'expired' : 'failed');

function pendingMessage(row: OutboxRow): Message {
  return {
    id: row.cid,
    from: { kind: 'visitor' },
    body: row.body,
    at: new Date(row.createdAt).toISOString(),
    delivery: 'pending',
  };
}
