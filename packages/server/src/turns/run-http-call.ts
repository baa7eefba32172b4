import type { StageLog } from '../conversation/stage-log.ts';
import {
  type StageOutcome,
  ThinkingIndicator,
  type ThinkingIndicatorDeps,
} from '../conversation/thinking-indicator.ts';
import type { TurnRow } from '../db/schema.ts';
import type { Logger } from '../lib/logger.ts';
import type { HttpAnswer, HttpCaller } from '../outbound/http-caller.ts';
import type { Lookup } from '../scenario/expression.ts';
import type { HttpRequest, HttpResult } from '../scenario/interpreter.types.ts';

export interface RunHttpCallDeps extends ThinkingIndicatorDeps {
  readonly httpCaller: HttpCaller;
  readonly logger: Logger;
}

export interface HttpRun {
  readonly turn: TurnRow;
  readonly step: number;
  readonly nodeId: string;
  readonly request: HttpRequest;
  readonly lookup: Lookup;
  readonly stages: StageLog;
  /** Aborted when the turn is cancelled or the server stops. */
  readonly signal: AbortSignal;
}

class CallTimeout extends Error {}

function readAnswer({ status, text }: HttpAnswer, read: HttpRequest['read']): HttpResult | { reason: string } {
  if (status < 200 || status > 299) return { reason: `status ${status}` };
  try {
    return { ok: true, status, vars: read(text) };
  } catch {
    return { reason: 'the answer is no JSON' };
  }
}

/** Makes the call of an HTTP node within its timeout, and shows "thinking" meanwhile if configured. */
export async function runHttpCall(
  deps: RunHttpCallDeps,
  { turn, step, nodeId, request, lookup, stages, signal }: HttpRun,
): Promise<HttpResult> {
  const { node, call, read } = request;
  const params = node.thinking;
  const indicator = params ? new ThinkingIndicator(deps, { turn, step, params, lookup, stages }) : null;
  let ended: StageOutcome | undefined;
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(new CallTimeout('no answer in time')), node.timeoutMs);
  // After a crash the call is repeated; the key lets the service detect the repetition.
  const key = node.method === 'GET' ? {} : { 'idempotency-key': `${turn.conversation_id}:${turn.id}:${step}` };
  try {
    await indicator?.showAsStage({ tool: 'http' });
    const answer = await deps.httpCaller.call({
      ...call,
      headers: { ...key, ...call.headers },
      signal: AbortSignal.any([signal, timeout.signal]),
    });
    const result = readAnswer(answer, read);
    ended = { state: 'ok' in result ? 'done' : 'failed' };
    if ('ok' in result) return result;
    deps.logger.warn({ node: nodeId, reason: result.reason }, 'an HTTP node got an error response');
    return { ok: false, status: answer.status };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    ended = { state: 'failed' };
    deps.logger.warn({ node: nodeId, reason: (error as Error).message }, 'an HTTP node got no response');
    return { ok: false, status: 0 };
  } finally {
    clearTimeout(timer);
    await indicator?.stop(ended);
  }
}
