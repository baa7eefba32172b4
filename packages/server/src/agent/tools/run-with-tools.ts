import { agentLimitsSchema, type NodeOf } from '@connective-chat/contracts/scenario';
import type { ThinkingIndicator } from '../../conversation/thinking-indicator.ts';
import type { Db } from '../../db/open-database.ts';
import type { TurnRow } from '../../db/schema.ts';
import type { Transcript } from '../../db/transcript.ts';
import type { Logger } from '../../lib/logger.ts';
import type { HttpCaller } from '../../outbound/http-caller.ts';
import type { Lookup } from '../../scenario/expression.ts';
import type { AgentResult } from '../../scenario/interpreter.types.ts';
import type { AgentContext, AgentInput } from '../agent.types.ts';
import type { McpServers } from '../mcp/mcp-servers.ts';
import { openTools } from './open-tools.ts';
import type { ToolAgent } from './tool-agent.ts';
import { type ApprovalDecision, ToolSession, type ToolSessionOptions, type ToolStages } from './tool-session.ts';

/** What is kept for an agent with tools. */
export interface ToolRun {
  /** What an earlier process has done in this step; null if there is nothing. */
  readonly transcript: Transcript | null;
  /** What was done before the approval that this turn answers. */
  readonly approval: { readonly transcript: Transcript; readonly decision: ApprovalDecision } | null;
  /** What an agent did before an approval that can no longer be given; null if there is nothing. */
  readonly abandoned: (agent: string) => Promise<Transcript | null>;
  /** Rejects if the turn was taken over by another process. */
  readonly store: (transcript: Transcript) => Promise<void>;
  /** A secret of the environment, by its name prefixed with `secret.`. */
  readonly secret: (name: string) => string | undefined;
}

export interface RunWithToolsDeps {
  readonly db: Db;
  readonly logger: Logger;
  readonly httpCaller: HttpCaller;
  readonly mcp: McpServers;
  readonly countToolCall: ToolSessionOptions['countCall'];
}

export interface RunWithTools {
  readonly agent: ToolAgent;
  readonly node: NodeOf<'agent'>;
  readonly turn: TurnRow;
  readonly lookup: Lookup;
  readonly input: AgentInput;
  readonly context: AgentContext;
  readonly indicator: ThinkingIndicator;
  readonly toolRun: ToolRun;
}

const stagesOf = (indicator: ThinkingIndicator, signal: AbortSignal): ToolStages => ({
  async begin({ name, values, texts, title }) {
    if (!signal.aborted) await indicator.showOwnStage(name, values, texts, { tool: title });
  },
  end({ state, summary, count }) {
    if (signal.aborted) return;
    indicator.endStage({
      state,
      values: {
        ...(summary === undefined ? {} : { result: summary }),
        ...(count === undefined ? {} : { count }),
      },
      detail: {
        ...(summary === undefined ? {} : { result: summary }),
        ...(count === undefined ? {} : { count }),
      },
    });
  },
});

/** Runs an agent with the tools of its node, and closes them afterwards. */
export async function runWithTools(deps: RunWithToolsDeps, run: RunWithTools): Promise<AgentResult> {
  const { agent, node, turn, lookup, input, context, indicator, toolRun } = run;
  const { db, logger, httpCaller, mcp, countToolCall } = deps;
  const closers: (() => Promise<void>)[] = [];
  try {
    const tools = await openTools(node.tools ?? [], {
      db,
      logger,
      httpCaller,
      mcp,
      botId: input.botId,
      locale: turn.locale,
      lookup,
      secret: toolRun.secret,
      signal: context.signal,
      onEnd: (close) => void closers.push(close),
    });
    const { transcript, approval } = toolRun;
    const session = new ToolSession({
      tools,
      transcript: transcript ?? approval?.transcript ?? null,
      // Once this turn has a transcript of its own, the decision is part of it.
      decision: transcript ? null : (approval?.decision ?? null),
      turnId: turn.id,
      locale: turn.locale,
      limits: agentLimitsSchema.parse(node.limits ?? {}),
      key: input.idempotencyKey,
      store: toolRun.store,
      stages: stagesOf(indicator, context.signal),
      signal: context.signal,
      logger,
      countCall: countToolCall,
    });
    return await agent.runWithTools(input, context, session);
  } finally {
    for (const close of closers) {
      close().catch((error: unknown) => logger.warn({ error: (error as Error).message }, 'a tool was not closed'));
    }
  }
}
