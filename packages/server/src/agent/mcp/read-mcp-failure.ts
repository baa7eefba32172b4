import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError } from '@modelcontextprotocol/client';
import { HttpCallFailed } from '../../outbound/http-caller.ts';
import { McpFailed } from './mcp-failed.ts';

const MAX_CAUSES = 5;

/** The error and its causes, outermost first. */
function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let cause = error; cause instanceof Error && causes.length < MAX_CAUSES; cause = cause.cause) {
    causes.push(cause);
    // A failed negotiation keeps its reason there.
    const data = SdkError.isInstance(cause) ? (cause.data as { cause?: unknown } | undefined) : undefined;
    if (data?.cause instanceof Error) causes.push(data.cause);
  }
  return causes;
}

function statusOf(error: unknown): number | undefined {
  if (SdkHttpError.isInstance(error)) return error.status;
  const data = SdkError.isInstance(error) ? (error.data as { status?: unknown } | undefined) : undefined;
  return typeof data?.status === 'number' ? data.status : undefined;
}

/** The failure that an error of the MCP client means, without the texts of the server, which may contain the key. */
export function readMcpFailure(error: unknown): McpFailed {
  const causes = causesOf(error);
  for (const cause of causes) {
    if (cause instanceof McpFailed) return cause;
    if (cause instanceof HttpCallFailed) return new McpFailed('unreachable', cause.message);
    const status = statusOf(cause);
    if (status !== undefined) return new McpFailed('status', `status ${status}`, status);
    if (SdkError.isInstance(cause) && cause.code === SdkErrorCode.RequestTimeout) {
      return new McpFailed('timeout', 'no answer in time');
    }
    if (ProtocolError.isInstance(cause)) return new McpFailed('protocol', `error ${cause.code} of the server`);
  }
  const [first] = causes;
  if (SdkError.isInstance(first) && first.code === SdkErrorCode.ConnectionClosed) {
    return new McpFailed('unreachable', 'the connection was closed');
  }
  return new McpFailed('protocol', SdkError.isInstance(first) ? first.code : 'the response is not understood');
}
