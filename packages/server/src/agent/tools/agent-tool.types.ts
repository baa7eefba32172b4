import type { ApprovalTexts, Localized, ScenarioTool, ToolStageTexts } from '@connective-chat/contracts/scenario';
import type { Db } from '../../db/open-database.ts';
import type { Source } from '../../db/schema.ts';
import type { Logger } from '../../lib/logger.ts';
import type { HttpCaller } from '../../outbound/http-caller.ts';
import type { Lookup } from '../../scenario/expression.ts';
import type { Vars } from '../../scenario/interpreter.types.ts';
import type { McpServers } from '../mcp/mcp-servers.ts';

/** The arguments of a call, which match the schema of the tool. */
export type ToolInput = Readonly<Record<string, unknown>>;

/** The result of a call. */
export interface ToolResult {
  /** For the model; the part beyond the maximum length is cut off. */
  readonly text: string;
  /** The result in a few words, for the visitor. */
  readonly summary?: string | undefined;
  /** The number of items found, for the visitor. */
  readonly count?: number | undefined;
  /** Whether the call failed, as the model is told. Default false. */
  readonly failed?: boolean | undefined;
  /** The sources of the answer. */
  readonly sources?: readonly Source[] | undefined;
  /** Ends the work of the agent: the scenario continues at this entry point, with these variables. */
  readonly continueAt?: { readonly alias: string; readonly vars: Vars } | undefined;
}

export interface ToolCallContext {
  /** Aborted when the time is up, the visitor stops the answer, the dialog is closed, or the server stops. */
  readonly signal: AbortSignal;
  /** Unchanged when the call is repeated because its process ended before the result was stored. */
  readonly idempotencyKey: string;
}

/** A tool as the loop of the agent calls it. */
export interface AgentTool {
  /** As the model calls it. */
  readonly name: string;
  /** Prefixed to the name, with `_`, if an earlier tool has the same one. Without it the later tool is left out. */
  readonly namespace?: string | undefined;
  /** For the model. */
  readonly description: string;
  /** The JSON schema of the arguments. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /** What the tool does, for the visitor. Default: its name. */
  readonly title?: Localized | undefined;
  readonly texts?: ToolStageTexts | undefined;
  /** Whether the visitor is asked before each call. Default false. */
  readonly approval?: boolean | ApprovalTexts | undefined;
  /**
   * Checks the arguments against the schema.
   *
   * @returns what is wrong with them, for the model; null if they are valid. Absent if the tool checks them itself.
   */
  readonly check?: ((input: ToolInput) => string | null) | undefined;
  /** An error that it throws is logged, and the model is told that the tool has failed. */
  run(input: ToolInput, context: ToolCallContext): Promise<ToolResult>;
}

/** What the tools of a node are made with. */
export interface ToolEnvironment {
  readonly db: Db;
  readonly logger: Logger;
  readonly httpCaller: HttpCaller;
  readonly mcp: McpServers;
  readonly botId: string;
  readonly locale: string;
  /** Reads a variable of the scenario, a parameter of the message, or a built-in value. */
  readonly lookup: Lookup;
  /** A secret of the environment, by its name prefixed with `secret.`. */
  readonly secret: (name: string) => string | undefined;
  /** Aborted when the work of the agent ends in any way. */
  readonly signal: AbortSignal;
  /** Registers what has to be closed when the work of the agent ends. */
  readonly onEnd: (close: () => Promise<void>) => void;
}

/** Makes the tools of one entry in the node's list. */
export type OpenTools<K extends ScenarioTool['kind']> = (
  tool: Extract<ScenarioTool, { kind: K }>,
  environment: ToolEnvironment,
) => Promise<readonly AgentTool[]>;
