/** Why a request to an MCP server failed. */
export type McpFailure =
  /** No connection, or one that broke before the response was complete. */
  | 'unreachable'
  /** No response in time. */
  | 'timeout'
  /** An HTTP status other than 2xx. */
  | 'status'
  /** The server reported an error of the protocol, or its response is not understood. */
  | 'protocol';

/** A request to an MCP server that failed. The message may be logged: it contains no address, header or response. */
export class McpFailed extends Error {
  override readonly name = 'McpFailed';
  readonly failure: McpFailure;
  /** The HTTP status, if the failure is one. */
  readonly status: number | undefined;

  constructor(failure: McpFailure, message: string, status?: number) {
    super(message);
    this.failure = failure;
    this.status = status;
  }
}
