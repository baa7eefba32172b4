import { type BatchPart, decodePart } from './node-batch.ts';

/** A node that has sent nothing for this long is forgotten. A running node sends a heartbeat every few seconds. */
const FORGET_MS = 60_000;

interface Sender {
  /** The number of the last batch that was received completely, or given up. */
  last: number;
  heardAt: number;
  parts: string[];
}

export interface NodeInboxOptions {
  /** The sender of this node, whose own notifications are ignored. */
  readonly own: string;
  /** A notification of this node has arrived. */
  readonly onOwn: () => void;
  /** A notification of another node has arrived. */
  readonly onOther: () => void;
  readonly onMessage: (message: unknown) => void;
  /** A batch was not received, so its content is unknown. */
  readonly onMissed: () => void;
}

/** Assembles the batches of the other nodes in order, ignores duplicates, and reports missing ones. */
export class NodeInbox {
  readonly #options: NodeInboxOptions;
  readonly #senders = new Map<string, Sender>();

  constructor(options: NodeInboxOptions) {
    this.#options = options;
  }

  receive(payload: string): void {
    const part = decodePart(payload);
    if (!part) return;
    if (part.sender === this.#options.own) {
      this.#options.onOwn();
      return;
    }
    this.#options.onOther();
    const sender = this.#find(part.sender);
    // A sender retries a batch whose success it did not see.
    if (part.batch <= sender.last) return;
    if (part.index === 0) this.#begin(sender, part);
    if (part.index !== sender.parts.length) {
      sender.last = part.batch;
      this.#options.onMissed();
      return;
    }
    sender.parts.push(part.text);
    if (sender.parts.length < part.count) return;
    sender.last = part.batch;
    for (const message of JSON.parse(sender.parts.join('')) as unknown[]) this.#options.onMessage(message);
  }

  #begin(sender: Sender, { batch }: BatchPart): void {
    sender.parts = [];
    if (batch === sender.last + 1) return;
    sender.last = batch - 1;
    this.#options.onMissed();
  }

  #find(id: string): Sender {
    const now = performance.now();
    const known = this.#senders.get(id);
    if (known) {
      known.heardAt = now;
      return known;
    }
    for (const [other, { heardAt }] of this.#senders) {
      if (now - heardAt > FORGET_MS) this.#senders.delete(other);
    }
    const sender: Sender = { last: 0, heardAt: now, parts: [] };
    this.#senders.set(id, sender);
    return sender;
  }
}
