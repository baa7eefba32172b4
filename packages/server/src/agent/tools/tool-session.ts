import { localize } from '@connective-chat/contracts/scenario';
import type { Source } from '../../db/schema.ts';
import type { StoredCall, StoredRound, StoredToolResult, Transcript } from '../../db/transcript.ts';
import type { Logger } from '../../lib/logger.ts';
import { callValues } from '../../scenario/call-values.ts';
import type { AgentResult } from '../../scenario/interpreter.types.ts';
import type { AgentTool, ToolInput } from './agent-tool.types.ts';

/** The longest result that a model is given, in characters; the rest is cut off. */
const MAX_RESULT_LENGTH = 8000;
const MAX_SUMMARY_LENGTH = 200;
/** The largest answer of a model with calls that is stored, in characters of JSON. */
const MAX_ROUND_LENGTH = 128 * 1024;

/** How an agent with tools ends, other than by an answer. */
export type ToolEnding = Extract<AgentResult, { kind: 'approval' | 'continue' | 'limit' }>;

/** What the visitor did about the approval that an earlier turn ended with. */
export type ApprovalDecision =
  | { readonly kind: 'approved' }
  | { readonly kind: 'declined' }
  /** The visitor wrote this instead. */
  | { readonly kind: 'reply'; readonly text: string };

/** A call as the model has made it. */
export interface NewCall {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  /** Why the arguments cannot be read. */
  readonly problem?: string | undefined;
}

/** Shows the call of a tool as a stage. */
export interface ToolStages {
  begin(stage: {
    readonly name: string;
    readonly values: Readonly<Record<string, string>>;
    readonly texts: { readonly running?: string | undefined; readonly done?: string; readonly failed?: string };
    readonly title: string;
  }): Promise<void>;
  end(stage: {
    readonly state: 'done' | 'failed';
    readonly summary: string | undefined;
    readonly count: number | undefined;
  }): void;
}

export interface ToolSessionOptions {
  readonly tools: ReadonlyMap<string, AgentTool>;
  /** What was done before, in this turn or before the approval; null at the beginning. */
  readonly transcript: Transcript | null;
  readonly decision: ApprovalDecision | null;
  readonly turnId: number;
  readonly locale: string;
  readonly limits: { readonly calls: number; readonly tokens: number };
  /** The beginning of the idempotency keys of the calls. */
  readonly key: string;
  /** Rejects if the turn was taken over by another process. */
  readonly store: (transcript: Transcript) => Promise<void>;
  readonly stages: ToolStages;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** Counts a call, by how it ended. */
  readonly countCall: (result: 'done' | 'failed' | 'refused') => void;
}

const DECLINED = 'The visitor has declined this call. Do not repeat it unless the visitor asks for it.';
const NOT_APPROVED = 'The visitor has not approved this call, and has written a message instead.';

const isRecord = (value: unknown): value is ToolInput =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The calls of an agent in one turn, with its limits and approvals. A call is stored before it is made, and its result
 * before the next one: a process that continues the turn repeats at most the call that was not finished, with the same
 * idempotency key.
 */
export class ToolSession {
  readonly #options: ToolSessionOptions;
  #transcript: Transcript | null;
  /** The call that the visitor has approved. */
  #approved: string | null = null;

  constructor(options: ToolSessionOptions) {
    this.#options = options;
    this.#transcript = options.transcript;
    if (options.decision) this.#decide(options.decision);
  }

  get tools(): ReadonlyMap<string, AgentTool> {
    return this.#options.tools;
  }

  /** Null until the agent has made a call. */
  get transcript(): Transcript | null {
    return this.#transcript;
  }

  /** The answers of the model in this turn, which have called tools. */
  get roundsOfTurn(): readonly StoredRound[] {
    return this.#rounds.filter(({ turn }) => turn === this.#options.turnId);
  }

  /** What the agent has written for the visitor in this turn before its last calls. */
  get written(): string {
    return this.roundsOfTurn
      .map(({ text }) => text.trim())
      .filter((text) => text !== '')
      .join('\n\n');
  }

  get sources(): readonly Source[] {
    return this.#rounds.flatMap(({ calls }) => calls.flatMap(({ result }) => result?.sources ?? []));
  }

  /** Shows the calls of this turn that an earlier process has finished. */
  async replay(round: StoredRound): Promise<void> {
    for (const call of round.calls) {
      if (call.endedIn !== this.#options.turnId || !call.result) continue;
      await this.#beginStage(call);
      this.#endStage(call.result);
    }
  }

  /** All answers of the model that have called tools, the oldest first. */
  get rounds(): readonly StoredRound[] {
    return this.#rounds;
  }

  /**
   * Stores an answer of the model that calls tools.
   *
   * @param start the messages before the answer, stored with the first one
   * @returns the end of the turn, if a limit is reached
   */
  async add(
    start: Pick<Transcript, 'history' | 'question'>,
    round: {
      readonly text: string;
      readonly message: unknown;
      readonly tokens: number;
      readonly calls: readonly NewCall[];
    },
  ): Promise<ToolEnding | null> {
    const { limits, turnId, key } = this.#options;
    const rounds = this.roundsOfTurn;
    const made = rounds.flatMap(({ calls }) => calls).length;
    if (made + round.calls.length > limits.calls) return this.#reachLimit('calls');
    const tokens = rounds.reduce((sum, each) => sum + each.tokens, round.tokens);
    if (tokens >= limits.tokens) return this.#reachLimit('tokens');
    if (JSON.stringify(round.message).length > MAX_ROUND_LENGTH)
      throw new Error('the calls of the model are too large');
    const calls = round.calls.map(
      (call, index): StoredCall => ({
        ...call,
        problem: call.problem ?? this.#problemOf(call),
        idempotencyKey: `${key}:${made + index + 1}`,
      }),
    );
    const stored: StoredRound = { kind: 'round', turn: turnId, ...round, calls };
    const { history, question, entries } = this.#transcript ?? { ...start, entries: [] };
    await this.#store({ history, question, entries: [...entries, stored] });
    return null;
  }

  /** Makes the calls that have no result yet, one after another. @returns the end of the turn, if one of them ends it */
  async makeCalls(): Promise<ToolEnding | null> {
    const { turnId } = this.#options;
    for (;;) {
      const calls = this.#rounds.at(-1)?.calls ?? [];
      // Also if an earlier process has ended between this call and the end of the turn.
      const continued = calls.find(({ result }) => result?.continueAt)?.result?.continueAt;
      if (continued) return { kind: 'continue', text: this.written || null, ...continued };
      const call = calls.find(({ result }) => !result);
      if (!call) return null;
      const tool = this.tools.get(call.name);
      if (tool && !call.problem && tool.approval && this.#approved !== call.id) return this.#ask(call, tool);
      const result = await this.#make(call, tool);
      this.#setResult(call.id, result, turnId);
      await this.#store(this.#transcript as Transcript);
    }
  }

  get #rounds(): StoredRound[] {
    return (this.#transcript?.entries ?? []).flatMap((entry) => (entry.kind === 'round' ? [entry] : []));
  }

  #decide(decision: ApprovalDecision): void {
    const open = (this.#rounds.at(-1)?.calls ?? []).filter(({ result }) => !result);
    const [asked] = open;
    if (!asked || !this.#transcript) return;
    if (decision.kind === 'approved') {
      this.#approved = asked.id;
    } else if (decision.kind === 'declined') {
      this.#setResult(asked.id, { text: DECLINED, failed: true });
    } else if (decision.kind === 'reply') {
      for (const { id } of open) this.#setResult(id, { text: NOT_APPROVED, failed: true });
      const { entries } = this.#transcript;
      this.#transcript = { ...this.#transcript, entries: [...entries, { kind: 'reply', text: decision.text }] };
    }
  }

  #problemOf({ name, input }: NewCall): string | undefined {
    const tool = this.tools.get(name);
    if (!tool) return `There is no tool ${name}.`;
    if (!isRecord(input)) return 'The arguments are not an object.';
    return tool.check?.(input) ?? undefined;
  }

  #ask(call: StoredCall, { approval, title, name }: AgentTool): ToolEnding {
    const { locale, turnId } = this.#options;
    return {
      kind: 'approval',
      text: this.written || null,
      request: {
        title: localize(title ?? name, locale),
        texts: typeof approval === 'object' ? approval : {},
        input: call.input as ToolInput,
      },
      turn: turnId,
    };
  }

  async #make(call: StoredCall, tool: AgentTool | undefined): Promise<StoredToolResult> {
    const { signal, logger, countCall } = this.#options;
    signal.throwIfAborted();
    const { problem, idempotencyKey } = call;
    if (problem !== undefined || !tool) {
      countCall('refused');
      logger.warn({ tool: call.name, problem }, 'a model made a call that is not valid');
      await this.#beginStage(call);
      const result = { text: problem ?? `There is no tool ${call.name}.`, failed: true };
      this.#endStage(result);
      return result;
    }
    await this.#beginStage(call);
    let result: StoredToolResult;
    try {
      const { text, summary, ...rest } = await tool.run(call.input as ToolInput, { signal, idempotencyKey });
      result = {
        ...rest,
        text: text.slice(0, MAX_RESULT_LENGTH),
        ...(summary === undefined ? {} : { summary: summary.slice(0, MAX_SUMMARY_LENGTH) }),
      };
    } catch (error) {
      signal.throwIfAborted();
      logger.warn({ tool: call.name, error: (error as Error).message }, 'a tool failed');
      result = { text: 'The tool has failed.', failed: true };
    }
    // A tool that ignores its signal must not store a result after the end of the turn.
    signal.throwIfAborted();
    countCall(result.failed ? 'failed' : 'done');
    this.#endStage(result);
    return result;
  }

  #beginStage(call: StoredCall): Promise<void> {
    const { stages, locale } = this.#options;
    const { title, texts = {} } = this.tools.get(call.name) ?? {};
    const inWords = (text: Parameters<typeof localize>[0] | undefined) =>
      text === undefined ? undefined : localize(text, locale);
    const [running, done, failed] = [inWords(texts.running ?? title), inWords(texts.done), inWords(texts.failed)];
    return stages.begin({
      name: `tool:${call.name}`,
      values: { tool: call.name, ...(isRecord(call.input) ? callValues(call.input) : {}) },
      texts: {
        ...(running === undefined ? {} : { running }),
        ...(done === undefined ? {} : { done }),
        ...(failed === undefined ? {} : { failed }),
      },
      title: localize(title ?? call.name, locale),
    });
  }

  #endStage({ failed, summary, count }: StoredToolResult): void {
    this.#options.stages.end({ state: failed ? 'failed' : 'done', summary, count });
  }

  #reachLimit(reason: 'calls' | 'tokens'): ToolEnding {
    this.#options.logger.warn({ reason, limits: this.#options.limits }, 'an agent reached the limit of its turn');
    return { kind: 'limit', reason };
  }

  #setResult(id: string, result: StoredToolResult, endedIn?: number): void {
    const { entries, ...start } = this.#transcript as Transcript;
    const last = this.#rounds.at(-1);
    const calls = last?.calls.map((call) =>
      call.id === id ? { ...call, result, ...(endedIn === undefined ? {} : { endedIn }) } : call,
    );
    this.#transcript = {
      ...start,
      entries: entries.map((entry) => (entry === last && calls ? { ...last, calls } : entry)),
    };
  }

  async #store(transcript: Transcript): Promise<void> {
    this.#options.signal.throwIfAborted();
    await this.#options.store(transcript);
    this.#transcript = transcript;
  }
}
