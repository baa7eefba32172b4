import { randomUUID } from 'node:crypto';
import type { WireDraft } from '@connective-chat/core/protocol';
import { DraftStream } from '../agent/draft-stream.ts';
import { TurnStopped } from '../agent/run-agent.ts';
import type { TurnConversation } from '../conversation/instant-answer.ts';
import { StageLog } from '../conversation/stage-log.ts';
import type { StoredDraft, TurnRow } from '../db/schema.ts';
import type { Transcript } from '../db/transcript.ts';
import type { ClaimedTurn } from './turn-claims.ts';

export interface TurnWorkDeps {
  readonly push: (draft: WireDraft) => void;
  readonly store: (draft: StoredDraft, step: number) => void;
  /** @returns false if this process no longer has the turn */
  readonly storeTranscript: (transcript: Transcript, step: number) => Promise<boolean>;
}

/** A running turn: its abort signal, its stages, and the draft of its answer. */
export class TurnWork {
  readonly turn: TurnRow;
  /** Starts with the stages that an earlier process has reported. */
  readonly stages: StageLog;
  readonly #deps: TurnWorkDeps;
  #abort = new AbortController();
  #draft: DraftStream | null = null;
  /** The number of processes that ended while running the current step. */
  #attempts: number;
  /** The text that an earlier process wrote in this step. */
  #inherited: StoredDraft | null;
  #transcript: Transcript | null;
  #hadTranscript = false;
  #conversation: TurnConversation | null;
  /** The head of the log after the last commit of this turn. */
  #head: number;
  #mayHaveLater: boolean;
  #hasEnded = false;

  constructor(turn: ClaimedTurn, deps: TurnWorkDeps) {
    this.turn = turn;
    this.#conversation = turn.conversation;
    this.#head = turn.seenHead;
    this.#mayHaveLater = turn.hasLater;
    this.stages = new StageLog(turn.stages);
    this.#deps = deps;
    this.#attempts = turn.attempts;
    this.#inherited = turn.draft;
    this.#transcript = turn.transcript;
    if (turn.stop === 'requested') this.stop(new TurnStopped());
  }

  /**
   * Whether the turn has ended and no other one can wait for it: a turn is enqueued with a message, which raises the
   * head, or while none is pending.
   */
  get isLast(): boolean {
    return this.#hasEnded && !this.#mayHaveLater;
  }

  /** @param commit the head after the commit, the number of its messages, and whether it ends the turn */
  noteCommit({ head, said, isEnd }: { head: number; said: number; isEnd: boolean }): void {
    if (head !== this.#head + said) this.#mayHaveLater = true;
    this.#head = head;
    this.#hasEnded = isEnd;
  }

  /** The conversation that was read with the claim; null when it was taken before, because it may have changed since. */
  takeConversation(): TurnConversation | null {
    const conversation = this.#conversation;
    this.#conversation = null;
    return conversation;
  }

  get attempts(): number {
    return this.#attempts;
  }

  /** Whether the visitor stopped the current step. */
  get isStopped(): boolean {
    return this.signal.reason instanceof TurnStopped;
  }

  /** The stop of the current step. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Null if nothing has been written yet. */
  get draft(): DraftStream | null {
    return this.#draft?.isEmpty === false ? this.#draft : null;
  }

  /** The text so far of the current step, also by an earlier process; null if there is none. */
  get written(): StoredDraft | null {
    const { draft } = this;
    return draft ? { id: draft.id, text: draft.text } : this.#inherited;
  }

  /** What the agent of the current step has done with its tools, also in an earlier process. */
  get transcript(): Transcript | null {
    return this.#transcript;
  }

  /** Whether an agent of this turn has called tools. */
  get hadTranscript(): boolean {
    return this.#hadTranscript;
  }

  /** @throws Error if this process no longer has the turn */
  async storeTranscript(transcript: Transcript, step: number): Promise<void> {
    this.#hadTranscript = true;
    if (!(await this.#deps.storeTranscript(transcript, step))) throw new Error('The turn was taken over.');
    this.#transcript = transcript;
  }

  stop(reason: Error): void {
    this.#abort.abort(reason);
  }

  /** The outcome of the step was not committed, because a stop is in the store: the step runs again as stopped. */
  stopLate(): void {
    this.#abort = new AbortController();
    this.stop(new TurnStopped());
  }

  /** The current step is committed. A stop of it does not affect the next one. */
  endStep(wasStopped: boolean): void {
    this.endDraft();
    this.#transcript = null;
    this.#attempts = 0;
    if (wasStopped) this.#abort = new AbortController();
  }

  startDraft(step: number): DraftStream {
    this.#draft?.stop();
    const id = randomUUID();
    const store = (text: string) => this.#deps.store({ id, text }, step);
    this.#draft = new DraftStream(id, this.turn.seq, this.#deps.push, store);
    return this.#draft;
  }

  endDraft(): void {
    this.#draft?.stop();
    this.#draft = null;
    this.#inherited = null;
  }
}
