import type { StepDetail, StepState } from '@connective-chat/core/protocol';
import type { Source } from '../db/schema.ts';

/** An earlier message of the dialog. */
export interface AgentHistoryItem {
  readonly by: 'visitor' | 'bot' | 'operator';
  readonly text: string;
}

/** A question to an agent. */
export interface AgentInput {
  readonly botId: string;
  /** The id of the dialog, the same for all its questions. */
  readonly conversationId: string;
  readonly question: string;
  readonly locale: string;
  /** The node's `options`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Unchanged when the call is repeated after a crash: send it as `Idempotency-Key` with requests that change data. */
  readonly idempotencyKey: string;
  /** The last messages of the dialog before the question, oldest first. */
  history(limit: number): Promise<readonly AgentHistoryItem[]>;
}

/** The result of a stage. */
export interface StageResult {
  /** Default `done`. */
  readonly state?: Exclude<StepState, 'running'> | undefined;
  /** Values for the text of the finished stage, in addition to those of its start. */
  readonly values?: Readonly<Record<string, string | number>> | undefined;
  /** Shown to the visitor: the tool that was used, the number of items, the result in a few words. */
  readonly detail?: StepDetail | undefined;
}

/** The result of a tool's call. */
export interface ToolCallResult {
  /** What the tool has returned; of a failed call, why it has failed. */
  readonly text: string;
  /** Whether the call failed, or the visitor has not approved it. */
  readonly failed: boolean;
  /** What the visitor wrote instead of approving the call. */
  readonly reply?: string;
}

/** The environment of an agent's run. */
export interface AgentContext {
  /**
   * Reports the current stage. Resolves when it is stored and pushed, so that the stages that a
   * visitor sees are in the order of the work.
   *
   * @param values for the placeholders of the stage's text
   */
  stage(name: string, values?: Readonly<Record<string, string | number>>): Promise<void>;
  /**
   * Ends the current stage with its result, which is shown with the next stage or with the answer. Otherwise a stage
   * ends as `done` when the next one starts or the agent ends, or as `failed` if the agent fails.
   */
  endStage(end?: StageResult): void;
  /**
   * Calls a tool of the node, which is shown as a stage. If the call needs an approval, or reaches a limit, the turn ends:
   * the promise rejects, and the agent ends. After the approval, or on another node after a crash, the agent is run
   * again from its beginning, and its first calls are answered with their stored results. So an agent has to make the
   * same calls for the same question and results.
   *
   * @param name a tool of the node; the result of an unknown one, or of wrong arguments, is `failed`
   */
  callTool(name: string, input: Readonly<Record<string, unknown>>): Promise<ToolCallResult>;
  /** A part of the answer, shown while the rest is being written. */
  draft(append: string): void;
  /** Aborted when the time is up, the visitor stops the answer, the dialog is closed, or the server stops. */
  readonly signal: AbortSignal;
}

/** The answer of an agent. */
export interface AgentAnswer {
  readonly text: string;
  /** The sources of the answer, for operators; visitors see their titles and addresses if the bot's settings say so. */
  readonly sources?: readonly Source[] | undefined;
}

/** A stage of an agent's work, as the settings offer it. */
export interface AgentStage {
  readonly name: string;
  /** The names of the values that its text may use, as in `{{title}}`. */
  readonly values?: readonly string[] | undefined;
}

/** A provider of answers: the built-in `knowledge`, or your own. */
export interface AgentProvider {
  /** The stages that it reports, so that the settings can offer texts for them. */
  readonly stages?: readonly AgentStage[] | undefined;
  /** Whether it may call the tools of its node. If false, a scenario that gives it tools is refused. Default true. */
  readonly usesTools?: boolean | undefined;
  /** @returns null if it has no answer */
  run(input: AgentInput, context: AgentContext): Promise<AgentAnswer | null>;
}

/** An agent that speaks [AG-UI](https://docs.ag-ui.com) over HTTP. */
export interface AgUiOptions {
  readonly url: string;
  /** For example `{ authorization: 'Bearer …' }`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** An MCP server whose tools agents may call, by streamable HTTP. */
export interface McpServerOptions {
  /** E.g. `https://tools.example.com/mcp`. Its host must be allowed by `httpHosts`. */
  readonly url: string;
  /** For example `{ authorization: 'Bearer …' }`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** How long a response is waited for, in ms. Default 20 000. */
  readonly timeoutMs?: number | undefined;
  /** The tools that may be called, by their names at the server. Default: all. */
  readonly tools?: readonly string[] | undefined;
  /** The ids of the bots whose agents may use it. Default: all. */
  readonly bots?: readonly string[] | undefined;
}

/** A service with OpenAI's API and its credentials. */
export interface OpenAiOptions {
  /** E.g. `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  /** The default model of nodes without one. */
  readonly model?: string | undefined;
}

/** The account at a provider of language models. */
export interface ModelAccount {
  readonly apiKey: string;
  /** The address of the API, for example of a proxy. Default: the provider's own. */
  readonly baseUrl?: string | undefined;
  /** The default model of nodes without one. */
  readonly model?: string | undefined;
}

/** An Ollama server. */
export interface OllamaOptions {
  /** The address of its OpenAI-compatible API. Default `http://127.0.0.1:11434/v1`. */
  readonly baseUrl?: string | undefined;
  /** For a server behind a proxy that requires a key. */
  readonly apiKey?: string | undefined;
  /** The default model of nodes without one. */
  readonly model?: string | undefined;
}

/** The services of language models; each configured one is an agent. */
export interface ModelServices {
  /** A service with OpenAI's API, available as the agent `openai-compatible`. */
  readonly openai?: OpenAiOptions | undefined;
  /** Anthropic's API, available as the agent `anthropic`. */
  readonly anthropic?: ModelAccount | undefined;
  /** Google's Gemini API, available as the agent `google`. */
  readonly google?: ModelAccount | undefined;
  /** A server of your own with open models, available as the agent `ollama`. */
  readonly ollama?: OllamaOptions | undefined;
}
