import type { Body } from '../protocol/body.ts';
import type { WireMessage } from '../protocol/entities.ts';

/** How an entry of the log changes an earlier message. */
export interface Correction {
  /** The server's id of the message. */
  readonly messageId: string;
  /** The `seq` of the entry: of two corrections of one message the later one applies. */
  readonly seq: number;
  readonly body: Body;
  /** When the text was corrected; absent if the message was erased. */
  readonly edited?: string;
}

/** The fields of a message that a correction needs or changes. */
export type Correctable = Pick<WireMessage, 'seq' | 'id'> & Partial<Pick<WireMessage, 'at' | 'body' | 'edited'>>;

function readCorrection({ seq, at, body }: Correctable): Correction | null {
  if (body?.type === 'erase') return { messageId: body.messageId, seq, body: { type: 'erased' } };
  if (body?.type !== 'edit') return null;
  return { messageId: body.messageId, seq, body: body.body, ...(at === undefined ? {} : { edited: at }) };
}

/** The corrections of a conversation by message, whether the correction or the message is loaded first. */
export class Corrections {
  readonly #byMessage = new Map<string, Correction>();

  /** @returns the correction; `null` if the entry is none, or if a later one is known */
  learn(entry: Correctable): Correction | null {
    const correction = readCorrection(entry);
    if (!correction) return null;
    const known = this.#byMessage.get(correction.messageId);
    if (known && known.seq >= correction.seq) return null;
    this.#byMessage.set(correction.messageId, correction);
    return correction;
  }

  /** The corrected message; the same object if nothing changes. */
  applyTo<M extends Correctable>(message: M): M {
    const correction = this.#byMessage.get(message.id);
    if (!correction) return message;
    const { body, edited } = correction;
    if (body.type === 'erased') return message.body?.type === 'erased' ? message : { ...message, body };
    if (message.body?.type === 'erased' || (message.edited ?? '') >= (edited ?? '')) return message;
    // The body is replaced completely: only the texts of operators are corrected, and these have no buttons.
    return { ...message, body, edited };
  }

  clear(): void {
    this.#byMessage.clear();
  }
}
