import type { Body, WireMessage } from '../protocol/entities.ts';

/** What an entry of the log changes about an earlier message. */
export interface Correction {
  /** The server's id of the message. */
  readonly messageId: string;
  /** The place of the entry: of two for one message the later one holds. */
  readonly seq: number;
  readonly body: Body;
  /** When the text was corrected; absent for an erased message. */
  readonly edited?: string;
}

/** The parts of a message that a correction is read from, or changes. */
export type Correctable = Pick<WireMessage, 'seq' | 'id'> & Partial<Pick<WireMessage, 'at' | 'body' | 'edited'>>;

function readCorrection({ seq, at, body }: Correctable): Correction | null {
  if (body?.type === 'erase') return { messageId: body.messageId, seq, body: { type: 'erased' } };
  if (body?.type !== 'edit') return null;
  return { messageId: body.messageId, seq, body: body.body, ...(at === undefined ? {} : { edited: at }) };
}

/** The corrections of a conversation, by the message that each changes, whichever of the two is loaded first. */
export class Corrections {
  readonly #byMessage = new Map<string, Correction>();

  /** @returns what the entry changes; null if it corrects nothing, or a later one is known */
  learn(entry: Correctable): Correction | null {
    const correction = readCorrection(entry);
    if (!correction) return null;
    const known = this.#byMessage.get(correction.messageId);
    if (known && known.seq >= correction.seq) return null;
    this.#byMessage.set(correction.messageId, correction);
    return correction;
  }

  /** The message as it is corrected; the same object if it is not, or already was. */
  applyTo<M extends Correctable>(message: M): M {
    const correction = this.#byMessage.get(message.id);
    if (!correction) return message;
    const { body, edited } = correction;
    if (body.type === 'erased') return message.body?.type === 'erased' ? message : { ...message, body };
    if (message.body?.type === 'erased' || (message.edited ?? '') >= (edited ?? '')) return message;
    // What an operator writes has no buttons; those of another message stay.
    return { ...message, body, edited };
  }

  clear(): void {
    this.#byMessage.clear();
  }
}
