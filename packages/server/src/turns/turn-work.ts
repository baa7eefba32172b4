import { randomUUID } from 'node:crypto';
import type { WireDraft } from '@connective-chat/core/protocol';
import { DraftStream } from '../agent/draft-stream.ts';
import { StageLog } from '../conversation/stage-log.ts';
import type { TurnRow } from '../db/schema.ts';

/** A running turn: its abort signal, its stages, and the draft of its answer. */
export class TurnWork {
  readonly turn: TurnRow;
  /** Begins with those that an earlier process has left. */
  readonly stages: StageLog;
  readonly #abort = new AbortController();
  readonly #push: (draft: WireDraft) => void;
  #draft: DraftStream | null = null;

  constructor(turn: TurnRow, push: (draft: WireDraft) => void) {
    this.turn = turn;
    this.stages = new StageLog(turn.stages);
    this.#push = push;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Null if nothing has been written yet. */
  get draft(): DraftStream | null {
    return this.#draft?.isEmpty === false ? this.#draft : null;
  }

  stop(reason: Error): void {
    this.#abort.abort(reason);
  }

  /** Ends the previous draft. */
  startDraft(): DraftStream {
    this.endDraft();
    this.#draft = new DraftStream(randomUUID(), this.turn.seq, this.#push);
    return this.#draft;
  }

  endDraft(): void {
    this.#draft?.stop();
    this.#draft = null;
  }
}
