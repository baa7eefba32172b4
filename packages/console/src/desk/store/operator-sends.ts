import type { Platform } from '@connective-chat/core';
import { ConversationSends } from './conversation-sends.ts';
import type { PixelSize } from './desk.types.ts';
import type { DeskContext } from './desk-context.types.ts';
import type { OperatorMessage } from './desk-state.types.ts';
import { OutgoingRows } from './outgoing-rows.ts';

/** All sends of an operator: one queue for each conversation. */
export class OperatorSends {
  readonly #context: DeskContext;
  readonly #platform: Platform;
  readonly #url: string;
  readonly #rows: OutgoingRows;
  readonly #conversations = new Map<string, ConversationSends>();

  /** `url` is the server's origin. */
  constructor(context: DeskContext, platform: Platform, url: string) {
    this.#context = context;
    this.#platform = platform;
    this.#url = url;
    this.#rows = new OutgoingRows(context.store);
  }

  sendText(conversation: string, text: string): void {
    this.#of(conversation).sendText(text);
  }

  sendFile(conversation: string, file: File, size?: Promise<PixelSize | undefined>): void {
    this.#of(conversation).sendFile(file, size);
  }

  retry(cid: string): void {
    const row = this.#rows.find(cid);
    if (row?.state === 'failed') this.#of(row.conversation).retry(cid);
  }

  discard(cid: string): void {
    const row = this.#rows.find(cid);
    if (row) this.#of(row.conversation).discard(cid);
  }

  /** The desk is online: sends what a reload or the last connection left unsent. */
  resume(): void {
    const stored = this.#context.storage().conversationsWithSends();
    for (const conversation of new Set([...stored, ...this.#conversations.keys()])) this.#of(conversation).drain();
  }

  /** The connection is lost. */
  pause(): void {
    for (const sends of this.#conversations.values()) sends.pause();
  }

  /** These messages are in the log: sends among them are confirmed. */
  applyEchoes(messages: readonly OperatorMessage[]): void {
    for (const { cid } of messages) {
      const row = cid === undefined ? undefined : this.#rows.find(cid);
      if (row) this.#of(row.conversation).applyEcho(row.cid);
    }
  }

  dispose(): void {
    for (const sends of this.#conversations.values()) sends.dispose();
  }

  #of(conversation: string): ConversationSends {
    const known = this.#conversations.get(conversation);
    if (known) return known;
    const made = new ConversationSends({
      conversation,
      context: this.#context,
      platform: this.#platform,
      url: this.#url,
      rows: this.#rows,
    });
    this.#conversations.set(conversation, made);
    return made;
  }
}
