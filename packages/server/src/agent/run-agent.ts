import type { Publisher } from '../conversation/publisher.ts';
import type { StageLog } from '../conversation/stage-log.ts';
import { type StageOutcome, ThinkingIndicator } from '../conversation/thinking-indicator.ts';
import type { Db } from '../db/open-database.ts';
import type { TurnRow } from '../db/schema.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { AgentRequest, AgentResult } from '../scenario/interpreter.types.ts';
import type { AgentContext, AgentInput, AgentProvider } from './agent.types.ts';
import type { DraftStream } from './draft-stream.ts';
import { isInterruptible } from './interruptible-agent.ts';
import { readHistory } from './read-history.ts';
import { type RunWithToolsDeps, runWithTools, type ToolRun } from './tools/run-with-tools.ts';
import { isToolAgent } from './tools/tool-agent.ts';
import { withTools } from './tools/with-tools.ts';

const DEFAULT_TIMEOUT_MS = 60_000;

export interface RunAgentDeps extends RunWithToolsDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly publisher: Publisher;
  readonly providers: ReadonlyMap<string, AgentProvider>;
  readonly logger: Logger;
}

export interface AgentRun {
  readonly botId: string;
  readonly turn: TurnRow;
  readonly step: number;
  readonly request: AgentRequest;
  /** Starts the draft of the answer. */
  readonly startDraft: () => DraftStream;
  /** The text that an agent of this step has written so far, also before a crash; null if there is none. */
  readonly written: () => string | null;
  readonly stages: StageLog;
  /** What the turn keeps for the tools of the agent. */
  readonly tools: ToolRun;
  /** Aborted when the turn is cancelled or stopped, or the server stops. */
  readonly signal: AbortSignal;
}

/** The abort reason of a turn that the visitor stopped. */
export class TurnStopped extends Error {
  override readonly message = 'The visitor stopped the turn.';
}

class TimeUp extends Error {}

interface Answering {
  readonly provider: AgentProvider;
  readonly input: AgentInput;
  readonly context: AgentContext;
  readonly indicator: ThinkingIndicator;
}

async function answer(deps: RunAgentDeps, run: AgentRun, { provider, ...answering }: Answering): Promise<AgentResult> {
  const { node, lookup } = run.request;
  if (isInterruptible(provider)) {
    return provider.runInterruptible(answering.input, answering.context, { ...run.tools, turnId: run.turn.id });
  }
  const hasTools = (node.tools?.length ?? 0) > 0;
  if (hasTools) {
    const agent = isToolAgent(provider) ? provider : withTools(provider);
    return runWithTools(deps, { ...answering, agent, node, turn: run.turn, lookup, toolRun: run.tools });
  }
  const given = await provider.run(answering.input, answering.context);
  return given ? { kind: 'answer', answer: given } : { kind: 'nothing' };
}

/** Runs an agent: shows its stages, streams its answer, and aborts it at its deadline. */
export async function runAgent(deps: RunAgentDeps, run: AgentRun): Promise<AgentResult> {
  const { turn, step, request, stages } = run;
  const { node } = request;
  const wasStopped = () => run.signal.reason instanceof TurnStopped;
  if (wasStopped()) return { kind: 'stopped', text: run.written() };
  const provider = deps.providers.get(node.provider);
  if (!provider) {
    deps.logger.error({ provider: node.provider }, 'a scenario names an agent that is not configured');
    return { kind: 'error' };
  }
  const { lookup } = request;
  const indicator = new ThinkingIndicator(deps, { turn, step, params: node.thinking, lookup, stages });
  let ended: StageOutcome | undefined;

  const time = new AbortController();
  const timer = setTimeout(() => time.abort(new TimeUp()), node.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const signal = AbortSignal.any([run.signal, time.signal]);
  // An agent that ignores its signal is abandoned, so that it cannot block the turn.
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  aborted.catch(() => {});
  try {
    const drafts = run.startDraft();
    await indicator.showText();
    const input: AgentInput = {
      botId: run.botId,
      conversationId: turn.conversation_id,
      question: request.question,
      locale: turn.locale,
      options: node.options ?? {},
      history: (limit) => readHistory(deps.db, turn, limit),
      idempotencyKey: `${turn.conversation_id}:${turn.id}:${run.step}`,
    };
    const context: AgentContext = {
      stage: async (name, values) => {
        if (!signal.aborted) await indicator.showStage(name, values);
      },
      endStage: ({ state = 'done', values, detail } = {}) => {
        if (!signal.aborted) indicator.endStage({ state, values, detail });
      },
      callTool: async (name) => {
        throw new Error(`The node has no tools, and so no tool ${name}.`);
      },
      draft: (piece) => {
        if (!signal.aborted) drafts.append(piece);
      },
      signal,
    };
    const answering = answer(deps, run, { provider, input, context, indicator });
    answering.catch(() => {});
    const result = await Promise.race([answering, aborted]);
    ended = { state: result.kind === 'limit' ? 'failed' : 'done' };
    return result;
  } catch (error) {
    if (wasStopped()) {
      ended = { state: 'skipped' };
      return { kind: 'stopped', text: run.written() };
    }
    if (run.signal.aborted) throw run.signal.reason;
    ended = { state: 'failed' };
    if (error instanceof TimeUp) return { kind: 'timeout' };
    deps.logger.error({ provider: node.provider, error: (error as Error).message }, 'an agent failed');
    return { kind: 'error' };
  } finally {
    clearTimeout(timer);
    await indicator.stop(ended);
  }
}
