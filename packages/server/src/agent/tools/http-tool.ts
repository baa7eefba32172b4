import { lookupWithCall } from '../../scenario/call-values.ts';
import { fillRequest } from '../../scenario/fill-request.ts';
import { pickValue } from '../../scenario/pick-value.ts';
import type { OpenTools, ToolResult } from './agent-tool.types.ts';
import { checkInput } from './check-input.ts';

const MAX_SUMMARY_LENGTH = 120;

class ToolTimeout extends Error {}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

function summaryOf(json: unknown, path: string | undefined): Pick<ToolResult, 'summary'> {
  const value = path === undefined ? undefined : pickValue(json, path);
  if (typeof value !== 'string' && typeof value !== 'number') return {};
  return { summary: String(value).slice(0, MAX_SUMMARY_LENGTH) };
}

/** A tool that sends a request, by the rules of an HTTP node. */
export const openHttpTool: OpenTools<'http'> = async (tool, { lookup, secret, httpCaller, logger }) => {
  const failed = (reason: string, text: string): ToolResult => {
    logger.warn({ tool: tool.name, reason }, 'a tool got no usable response');
    return { failed: true, text };
  };
  return [
    {
      ...tool,
      inputSchema: tool.input,
      check: checkInput(tool.input),
      async run(input, { signal, idempotencyKey }) {
        const json = (name: string) => (name.startsWith('args.') ? input[name.slice('args.'.length)] : lookup(name));
        const call = fillRequest(tool, { lookup: lookupWithCall(input, lookup), secret, json });
        const timeout = new AbortController();
        const timer = setTimeout(() => timeout.abort(new ToolTimeout('no answer in time')), tool.timeoutMs);
        try {
          const { status, text } = await httpCaller.call({
            ...call,
            headers: { ...(tool.method === 'GET' ? {} : { 'idempotency-key': idempotencyKey }), ...call.headers },
            signal: AbortSignal.any([signal, timeout.signal]),
          });
          const isOk = status >= 200 && status <= 299;
          // The text of an error may tell the model what to do instead.
          if (!isOk) return failed(`status ${status}`, `The service answered with status ${status}: ${text}`);
          if (tool.result === undefined && tool.summary === undefined) return { text };
          const body = readJson(text);
          if (body === undefined) return failed('the answer is no JSON', 'The response of the service is not JSON.');
          const result = tool.result === undefined ? text : textOf(pickValue(body, tool.result));
          return { text: result, ...summaryOf(body, tool.summary) };
        } catch (error) {
          signal.throwIfAborted();
          return failed((error as Error).message, 'The service cannot be reached.');
        } finally {
          clearTimeout(timer);
        }
      },
    },
  ];
};
