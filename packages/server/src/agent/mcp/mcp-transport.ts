import { type JSONRPCMessage, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { McpFailed } from './mcp-failed.ts';

type SendOptions = Parameters<StreamableHTTPClientTransport['send']>[1];

/** Fails a request whose stream ends without its response; the client alone would wait for it until its timeout. */
export class McpTransport extends StreamableHTTPClientTransport {
  override async send(message: JSONRPCMessage | JSONRPCMessage[], options?: SendOptions): Promise<void> {
    if (Array.isArray(message) || !('id' in message) || !('method' in message)) return super.send(message, options);
    let fail = (_: McpFailed): void => {};
    const ended = new Promise<never>((_, reject) => {
      fail = reject;
    });
    ended.catch(() => {});
    const onRequestStreamEnd = () => {
      options?.onRequestStreamEnd?.();
      // A response in the last chunk is still being validated, and comes first.
      setImmediate(fail, new McpFailed('unreachable', 'the response ended early'));
    };
    await super.send(message, { ...options, onRequestStreamEnd });
    // The client uses the promise of a request only to learn that it failed: its result arrives as a message.
    return ended;
  }
}
