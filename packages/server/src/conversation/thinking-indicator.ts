import type { ThinkingParams } from '@connective-chat/contracts/scenario';
import { DEFAULT_THINKING_TTL_MS, type StepDetail, type WireOverdue } from '@connective-chat/core/protocol';
import type { Db } from '../db/open-database.ts';
import type { TurnRow } from '../db/schema.ts';
import type { Clock } from '../lib/clock.ts';
import type { Lookup } from '../scenario/expression.ts';
import type { Publisher } from './publisher.ts';
import type { StageEnd, StageLog } from './stage-log.ts';
import { showThinking } from './thinking.ts';
import { doneText, fillText, overdueOf, thinkingText } from './thinking-text.ts';
import { elapsedSince } from './wire.ts';

/** Values for the placeholders of a stage's texts. */
export type StageValues = Readonly<Record<string, string | number>>;

/** Templates of a stage that has texts of its own, in the visitor's language. */
export interface OwnTexts {
  readonly running?: string | undefined;
  readonly done?: string | undefined;
  readonly failed?: string | undefined;
}

export interface ThinkingIndicatorDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly publisher: Publisher;
}

/** The node that an indicator shows. */
export interface IndicatedNode {
  readonly turn: TurnRow;
  /** The number of the scenario's step. */
  readonly step: number;
  readonly params: ThinkingParams;
  readonly lookup: Lookup;
  /** The stages of the turn. */
  readonly stages: StageLog;
}

/** How a stage ended, in the words of its agent. */
export interface StageOutcome {
  readonly state: StageEnd['state'];
  readonly values?: StageValues | undefined;
  readonly detail?: StepDetail | undefined;
}

/**
 * Shows "agent thinking" in a conversation and renews it at half its ttl: a client that receives no renewal unblocks
 * its input. If the node has words or choices for its deadline, it is not renewed. It keeps the list of the stages that the agent reports.
 */
export class ThinkingIndicator {
  readonly #deps: ThinkingIndicatorDeps;
  readonly #node: IndicatedNode;
  readonly #ttlMs: number;
  /** What is shown after the deadline; null if the node has none. */
  readonly #overdue: WireOverdue | null;
  #deadline: number | null = null;
  #queue: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  /** The running stage; its text is filled in again when it ends. */
  #stage: { readonly name: string | null; readonly values: StageValues; readonly own?: OwnTexts } | null = null;

  constructor(deps: ThinkingIndicatorDeps, node: IndicatedNode) {
    this.#deps = deps;
    this.#node = node;
    this.#ttlMs = node.params.ttlMs ?? DEFAULT_THINKING_TTL_MS;
    this.#overdue = overdueOf(node.params, node.turn, node.lookup, this.#ttlMs);
  }

  /** Shows the general text of the node, which is not a stage. */
  showText(): Promise<void> {
    return this.#show(null, {});
  }

  /** Shows the work of a node as one stage without a name. */
  showAsStage(detail: StepDetail): Promise<void> {
    return this.#show(null, {}, () => this.#begin(null, {}, detail));
  }

  /** Shows a stage. */
  showStage(name: string, values: StageValues = {}): Promise<void> {
    return this.#show(name, values, () => this.#begin(name, values));
  }

  /** Shows a stage with texts of its own; those that are absent are the node's. */
  showOwnStage(name: string, values: StageValues, own: OwnTexts, detail: StepDetail): Promise<void> {
    return this.#show(name, values, () => this.#begin(name, values, detail, own), own);
  }

  /** Ends the running stage; it is shown with the next one, or with the answer. */
  endStage(outcome: StageOutcome): void {
    this.#queue = this.#queue.then(() => this.#end(outcome));
  }

  /**
   * Resolves when nothing more can be pushed.
   *
   * @param outcome how the running stage ended; without it, it is left for the process that continues the turn
   */
  async stop(outcome?: StageOutcome): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#queue;
    if (!outcome) return;
    this.#end(outcome);
    // A stage of an earlier process that was not reached again.
    this.#node.stages.end({ state: outcome.state }, this.#deps.clock.now());
  }

  /** Calls run in order, so that a renewal cannot overtake the next stage. */
  #show(name: string | null, values: StageValues, begin: () => void = () => {}, own?: OwnTexts): Promise<void> {
    const shown = this.#queue.then(async () => {
      if (this.#stopped) return;
      begin();
      await this.#store(name, values, own);
    });
    this.#queue = shown.catch(() => {});
    clearInterval(this.#timer);
    // A deadline that is renewed would never be reached.
    if (this.#overdue) return shown;
    this.#timer = setInterval(
      () => void this.#show(name, values, undefined, own).catch(() => {}),
      this.#ttlMs / 2,
    ).unref();
    if (this.#stopped) clearInterval(this.#timer);
    return shown;
  }

  #begin(name: string | null, values: StageValues, detail?: StepDetail, own?: OwnTexts): void {
    const { step, params, stages } = this.#node;
    this.#end({ state: 'done' });
    const after = params.afterwards === 'fold' ? undefined : params.afterwards;
    const stage = { step, name: name ?? '', text: this.#textOf(name, values, own), detail, after };
    const begun = stages.begin(stage, this.#deps.clock.now());
    this.#stage = begun ? { name, values, ...(own ? { own } : {}) } : null;
  }

  #end({ state, values = {}, detail }: StageOutcome): void {
    if (!this.#stage) return;
    const { turn, params, lookup, stages } = this.#node;
    const all = { ...this.#stage.values, ...values };
    const { name, own } = this.#stage;
    const template = state === 'done' ? own?.done : state === 'failed' ? own?.failed : undefined;
    const ofNode = state === 'done' ? doneText(params, name, turn.locale, lookup, all) : undefined;
    const text = template === undefined ? ofNode : fillText(template, lookup, all);
    stages.end({ state, text, detail }, this.#deps.clock.now());
    this.#stage = null;
  }

  #textOf(name: string | null, values: StageValues, own?: OwnTexts): string {
    const { turn, params, lookup } = this.#node;
    if (own?.running !== undefined) return fillText(own.running, lookup, values);
    return thinkingText(params, name, turn.locale, lookup, values);
  }

  /** The time until the deadline, which counts from when the node was first shown. */
  #remaining(now: number): number {
    this.#deadline ??= now + this.#ttlMs;
    return Math.max(0, this.#deadline - now);
  }

  async #store(stage: string | null, values: StageValues, own?: OwnTexts): Promise<void> {
    const { db, clock, publisher } = this.#deps;
    const { turn, stages } = this.#node;
    const text = this.#textOf(stage, values, own);
    const now = clock.now();
    const ttlMs = this.#overdue ? this.#remaining(now) : this.#ttlMs;
    const state = {
      turnId: turn.id,
      turn: turn.seq,
      text,
      stage,
      stages: stages.stages,
      ttlMs,
      elapsedMs: elapsedSince(turn.created_at, now),
      overdue: this.#overdue,
    };
    const shown = await showThinking(db, turn.conversation_id, state, now);
    if (shown) publisher.thinking(turn.conversation_id, shown);
  }
}
