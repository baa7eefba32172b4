import type { WireMessage } from './entities.ts';
import type { SequenceRule } from './parse-frame.ts';
import type { HelloAck, Refusal, ServerEvent } from './server-events.ts';

/** A problem of a valid frame at its position. */
export interface SequenceFinding {
  readonly rule: SequenceRule;
  readonly detail: string;
}

type Answer = { readonly ok: true } | Refusal;

/**
 * Checks the validated frames of one connection against each other: positions, revisions, epochs and drafts.
 */
export class SequenceChecker {
  #findings: SequenceFinding[] = [];
  readonly #idBySeq = new Map<number, string>();
  readonly #seqByCid = new Map<string, number>();
  readonly #draftRev = new Map<string, number>();
  #epoch: string | null = null;
  #head = 0;
  #thinkingRev = -1;
  #dialogRev = -1;

  /** Checks the next push. */
  event(event: ServerEvent): readonly SequenceFinding[] {
    this.#findings = [];
    this.#checkEvent(event);
    return this.#findings;
  }

  /** Checks the next answer; `request` is its request. */
  answer(name: string, answer: Answer, request?: unknown): readonly SequenceFinding[] {
    this.#findings = [];
    if (!answer.ok) this.#checkRefusal(name, answer);
    else if (name === 'hello') this.#checkHello(answer as HelloAck);
    else if (name === 'send') {
      const { seq, id } = answer as unknown as { seq: number; id: string };
      this.#place(seq, id);
      const cid = (request as { cid?: unknown } | undefined)?.cid;
      if (typeof cid === 'string') this.#own(cid, seq);
    } else if (name === 'sync' || name === 'history') {
      for (const item of (answer as unknown as { items: WireMessage[] }).items) this.#checkMessage(item);
    }
    return this.#findings;
  }

  #found(rule: SequenceRule, detail: string): void {
    this.#findings.push({ rule, detail });
  }

  #checkEvent({ name, data }: ServerEvent): void {
    switch (name) {
      case 'msg':
        if (data.epoch !== undefined && this.#epoch !== null && data.epoch !== this.#epoch) {
          this.#found('foreign-epoch', `msg ${data.seq} is of epoch ${data.epoch}, hello told ${this.#epoch}`);
        }
        if (this.#epoch !== null && data.seq > this.#head + 1) {
          this.#found('seq-gap', `msg ${data.seq} follows ${this.#head}`);
        }
        if (data.from.kind !== 'visitor' && data.rev < this.#thinkingRev) {
          this.#found('rev-too-low', `msg ${data.seq} has rev ${data.rev} after thinking ${this.#thinkingRev}`);
        }
        this.#checkMessage(data);
        return;
      case 'thinking':
        if (data.rev < this.#thinkingRev) this.#found('stale-rev', `thinking ${data.rev} after ${this.#thinkingRev}`);
        if (data.on && this.#isUnknown(data.turn)) {
          this.#found('unknown-turn', `thinking of turn ${data.turn}, the log ends at ${this.#head}`);
        }
        this.#thinkingRev = Math.max(this.#thinkingRev, data.rev);
        return;
      case 'draft': {
        const last = this.#draftRev.get(data.id);
        if (this.#isUnknown(data.turn)) {
          this.#found('unknown-turn', `draft ${data.id} of turn ${data.turn}, the log ends at ${this.#head}`);
        }
        if (data.text === undefined && (last === undefined || data.rev !== last + 1)) {
          this.#found('draft-gap', `draft ${data.id} appends at rev ${data.rev} after ${last ?? 'nothing'}`);
        }
        this.#draftRev.set(data.id, data.rev);
        return;
      }
      case 'dialog':
        this.#checkDialog(data.rev);
        return;
      case 'read':
        if (this.#epoch !== null && data.seq > this.#head) {
          this.#found('beyond-head', `read up to ${data.seq}, the log ends at ${this.#head}`);
        }
        return;
      case 'head':
        if (this.#epoch !== null && data.epoch !== this.#epoch) this.#found('foreign-epoch', `head of ${data.epoch}`);
        this.#checkDialog(data.dialog.rev);
        return;
      case 'bye':
        if (data.code === 'DEPLOY' && data.retryAfterMs === undefined) this.#found('retry-without-time', 'bye DEPLOY');
    }
  }

  /** Before the answer to `hello` the end of the log is unknown, because the room is joined first. */
  #isUnknown(turn: number | undefined): boolean {
    return turn === undefined || (this.#epoch !== null && turn > this.#head);
  }

  #checkDialog(rev: number): void {
    if (rev < this.#dialogRev) this.#found('stale-rev', `dialog ${rev} after ${this.#dialogRev}`);
    this.#dialogRev = Math.max(this.#dialogRev, rev);
  }

  #checkRefusal(event: string, { code, retryAfterMs }: Refusal): void {
    const needsTime = code === 'THINKING_LOCK' || code === 'RATE_LIMITED';
    if (needsTime && retryAfterMs === undefined) this.#found('retry-without-time', `${event} refused with ${code}`);
  }

  #checkHello(answer: HelloAck): void {
    if (this.#epoch !== null && this.#epoch !== answer.epoch) {
      this.#idBySeq.clear();
      this.#seqByCid.clear();
      this.#draftRev.clear();
      this.#head = 0;
      this.#thinkingRev = -1;
      this.#dialogRev = -1;
    }
    this.#epoch = answer.epoch;
    this.#head = Math.max(this.#head, answer.head);
    this.#checkDialog(answer.dialog.rev);
    for (const item of answer.items) this.#checkMessage(item);
    for (const [cid, seq] of answer.known) this.#own(cid, seq);
  }

  #checkMessage({ seq, id, cid }: WireMessage): void {
    this.#place(seq, id);
    if (cid !== undefined) this.#own(cid, seq);
  }

  #place(seq: number, id: string): void {
    const known = this.#idBySeq.get(seq);
    if (known !== undefined && known !== id) this.#found('seq-reused', `${seq} is ${known} and ${id}`);
    else this.#idBySeq.set(seq, id);
    this.#head = Math.max(this.#head, seq);
  }

  #own(cid: string, seq: number): void {
    const known = this.#seqByCid.get(cid);
    if (known !== undefined && known !== seq) this.#found('cid-doubled', `${cid} stands at ${known} and at ${seq}`);
    this.#seqByCid.set(cid, seq);
  }
}
