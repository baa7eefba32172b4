import type { OperatorRequest } from '@connective-chat/contracts/operator';
import type { ChatError, Delivery, OutboxRow, Platform, Upload } from '@connective-chat/core';
import {
  Batch,
  Cell,
  Dispatcher,
  Outbox,
  type SendLink,
  type SendView,
  TimedGate,
  type UploadPlace,
  Uploads,
  type UploadTarget,
} from '@connective-chat/core/engine';
import type { SendAck } from '@connective-chat/core/protocol';
import type { PixelSize } from './desk.types.ts';
import type { DeskContext } from './desk-context.types.ts';
import type { OutgoingBody } from './desk-state.types.ts';
import { FilesInOrder } from './files-in-order.ts';
import type { OutgoingRows } from './outgoing-rows.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface ConversationSendsOptions {
  readonly conversation: string;
  readonly context: DeskContext;
  readonly platform: Platform;
  /** The server's origin. */
  readonly url: string;
  readonly rows: OutgoingRows;
}

/**
 * The sends of an operator in one conversation: shown immediately, sent in order and one at a time, and repeated with
 * the same `cid` until the server has answered. An upload delays only its own file: a message that is written after it
 * may be sent before it.
 */
export class ConversationSends implements SendView<OutgoingBody>, SendLink<OutgoingBody>, UploadTarget {
  readonly deduplicates = true;
  readonly #options: ConversationSendsOptions;
  readonly #dispatcher: Dispatcher<OutgoingBody>;
  readonly #gate: TimedGate;
  readonly #uploads: Uploads;
  readonly #uploadList: Cell<readonly Upload[]>;
  /** The sizes of images, by the id of their row. */
  readonly #sizes = new Map<string, PixelSize>();
  /** Running uploads in the order in which the files were added, which is the order in which they are sent. */
  readonly #files = new FilesInOrder();

  constructor(options: ConversationSendsOptions) {
    this.#options = options;
    const { context, platform, conversation } = options;
    const batch = new Batch();
    this.#gate = new TimedGate(platform.clock, context.connection, () => this.drain());
    this.#dispatcher = new Dispatcher<OutgoingBody>({
      batch,
      platform,
      outbox: new Outbox(context.storage().outbox(conversation), batch),
      view: this,
      link: this,
      gate: this.#gate,
      maxAgeMs: DAY_MS,
      onError: () => {},
    });
    this.#uploadList = new Cell<readonly Upload[]>(batch, []);
    this.#uploadList.subscribe((uploads) => this.#showUploads(uploads));
    this.#uploads = new Uploads({ batch, list: this.#uploadList, target: this, platform, onError: () => {} });
    // From here on the storage keeps new sends; those that it already has are shown and sent.
    void this.#dispatcher.restore(context.storage().nameOf(conversation)).then(() => this.drain());
  }

  sendText(text: string): void {
    this.#dispatcher.send({ type: 'text', text }, {});
  }

  sendFile(file: File, size?: Promise<PixelSize | undefined>): void {
    const { rows, platform, conversation } = this.#options;
    const cid = this.#uploads.add(file);
    this.#files.add(
      cid,
      size?.then((pixels) => void (pixels && this.#sizes.set(cid, pixels))),
    );
    rows.put({ cid, conversation, at: platform.clock.now(), body: bodyOf(file), state: 'uploading' });
  }

  retry(cid: string): boolean {
    if (!this.#uploads.retry(cid)) return this.#dispatcher.retry(cid) !== undefined;
    this.#files.add(cid);
    return true;
  }

  /** Discards a failed send or a running upload. */
  discard(cid: string): boolean {
    if (this.#uploads.cancel(cid)) {
      this.#files.drop(cid);
      this.#options.rows.remove(cid);
      return true;
    }
    return this.#dispatcher.discard(cid);
  }

  drain(): void {
    this.#dispatcher.drain();
  }

  /** The connection is lost: releases the lock for another tab. */
  pause(): void {
    this.#dispatcher.stop();
  }

  /** A message is in the log: its echo confirms a send as its answer does, whichever comes first. */
  applyEcho(cid: string): void {
    this.#dispatcher.confirmed(cid);
    this.#options.rows.remove(cid);
  }

  dispose(): void {
    this.#gate.dispose();
    this.#dispatcher.stop();
    this.#uploads.cancelAll();
  }

  // The view of the dispatcher.

  add({ cid, createdAt, body }: OutboxRow<OutgoingBody>, error: ChatError | null): void {
    const { rows, conversation } = this.#options;
    const failure = error ? ({ state: 'failed', reason: error.code } as const) : ({ state: 'pending' } as const);
    rows.put({ cid, conversation, at: createdAt, body, ...failure });
  }

  update(cid: string, delivery: Delivery, error?: ChatError): void {
    const state = delivery === 'pending' ? 'pending' : 'failed';
    this.#options.rows.change(cid, { state, reason: error?.code ?? '' });
  }

  confirm(cid: string): void {
    const { context, rows, conversation } = this.#options;
    const talk = context.store.getState().talks.get(conversation);
    // The row stays until its echo is in the log, so that no message disappears in between.
    if (talk && !talk.messages.some((message) => message.cid === cid)) rows.change(cid, { state: 'sent', reason: '' });
    else rows.remove(cid);
  }

  remove(cid: string): void {
    this.#options.rows.remove(cid);
  }

  // The connection of the dispatcher.

  async request({ cid, body }: OutboxRow<OutgoingBody>): Promise<SendAck> {
    const { context, conversation } = this.#options;
    return context.connection.request('send', { conversation, cid, body: toWire(body) });
  }

  acknowledged(): void {}

  // Uploads.

  async requestPlace(file: Pick<Upload, 'name' | 'size' | 'mime'>): Promise<UploadPlace> {
    const { context, conversation, url } = this.#options;
    const { fileId, token, path } = await context.connection.request('upload', { conversation, ...file });
    return { fileId, token, url: url + path };
  }

  complete(fileId: string, { id, name, size, mime }: Upload): boolean {
    const type = mime.startsWith('image/') ? 'image' : 'file';
    this.#files.ready(id, () => {
      this.#dispatcher.send({ type, name, size, mime, fileId, ...this.#sizes.get(id) }, {}, id);
      this.#sizes.delete(id);
    });
    return true;
  }

  #showUploads(uploads: readonly Upload[]): void {
    for (const { id, status, progress, error } of uploads) {
      this.#options.rows.change(id, { state: status, progress, reason: error?.code ?? '' });
      if (status === 'failed') this.#files.drop(id);
    }
  }
}

function bodyOf({ name, size, type }: File): OutgoingBody {
  return { type: type.startsWith('image/') ? 'image' : 'file', name, size, mime: type };
}

function toWire(body: OutgoingBody): OperatorRequest<'send'>['body'] {
  if (body.type === 'text') return { type: 'text', text: body.text };
  const { type, fileId = '', name, width, height } = body;
  if (type === 'file') return { type, fileId };
  return { type, fileId, alt: name, ...(width && height ? { width, height } : {}) };
}
