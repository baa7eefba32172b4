import type { Source } from '../db/schema.ts';

/** What was said before, as an agent is told it. */
export interface AgentHistoryItem {
  readonly by: 'visitor' | 'bot' | 'operator';
  readonly text: string;
}

/** What an agent is asked. */
export interface AgentInput {
  readonly botId: string;
  readonly question: string;
  readonly locale: string;
  /** The node's `options`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The same for every repetition after a crash: send it as `Idempotency-Key` where something is changed. */
  readonly idempotencyKey: string;
  /** The last messages of the dialog before the question, the oldest first. */
  history(limit: number): Promise<readonly AgentHistoryItem[]>;
}

/** What an agent is given to answer from. */
export interface AgentContext {
  /**
   * Tells what the agent is doing now. Resolves when it is stored and pushed, so that the stages a
   * visitor sees are in the order of the work.
   *
   * @param values for the placeholders of the stage's text
   */
  stage(name: string, values?: Readonly<Record<string, string | number>>): Promise<void>;
  /** A piece of the answer, shown while the rest is being written. */
  draft(append: string): void;
  /** Aborted when the time is up, the dialog is closed, or the server stops. */
  readonly signal: AbortSignal;
}

/** What an agent came to. */
export interface AgentAnswer {
  readonly text: string;
  /** Where it comes from: for operators, never shown to the visitor. */
  readonly sources?: readonly Source[] | undefined;
}

/** Something that answers questions: the built-in `knowledge`, or yours. */
export interface AgentProvider {
  /** @returns null if it has no answer */
  run(input: AgentInput, context: AgentContext): Promise<AgentAnswer | null>;
}

/** A service with the API of OpenAI, and how to authenticate there. */
export interface OpenAiOptions {
  /** E.g. `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  /** The model that answers where the node names none. */
  readonly model?: string | undefined;
}
