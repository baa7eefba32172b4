import { Client, type Tool } from '@modelcontextprotocol/client';
import type { Fetch } from '../../outbound/create-fetch.ts';
import { McpFailed } from './mcp-failed.ts';
import { type McpResult, readMcpResult } from './mcp-result.ts';
import { McpTransport } from './mcp-transport.ts';
import { readMcpFailure } from './read-mcp-failure.ts';

/** The most tools of one server that are used. */
const MAX_TOOLS = 64;
/** The most pages of a server's list of tools that are read. */
const MAX_PAGES = 8;
/** The longest description of a tool with its schemas, in characters of JSON; a longer one is left out. */
const MAX_TOOL_LENGTH = 16_000;
/** How long a list is used if the server does not report changes. */
const LIST_MAX_AGE_MS = 5 * 60_000;
/** How long a server that did not list its tools is not asked again, so that it does not delay every answer. */
const LIST_RETRY_MS = 30_000;
/** How long the end of a session is waited for when the connection is closed. */
const GOODBYE_MS = 1000;

/** How a server is reached. */
export interface McpEndpoint {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How long a response is waited for, in ms. */
  readonly timeoutMs: number;
}

interface McpCall {
  /** The name of the tool at the server. */
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string;
}

interface ToolList {
  readonly tools: readonly Tool[];
  readonly readAt: number;
}

/** A client with its number of running requests: one that is replaced is closed when the last of them has ended. */
interface Session {
  readonly client: Client;
  readonly transport: McpTransport;
  running: number;
  isRetired: boolean;
}

/**
 * The connection to one MCP server by streamable HTTP, opened when it is first used. After a failure of the
 * connection the next request opens a new one; a request is repeated only if the server says that it did not run.
 */
export class McpConnection {
  readonly #endpoint: McpEndpoint;
  readonly #fetch: Fetch;
  readonly #now: () => number;
  #opening: Promise<Session> | null = null;
  #listing: Promise<ToolList> | null = null;
  #list: ToolList | null = null;
  #listRefused: { readonly at: number; readonly failure: McpFailed } | null = null;
  /** Whether the server has reported a change since the list was read. */
  #isChanged = false;
  #isClosed = false;

  constructor(endpoint: McpEndpoint, fetch: Fetch, now: () => number) {
    this.#endpoint = endpoint;
    this.#fetch = fetch;
    this.#now = now;
  }

  /**
   * The tools of the server, from the cache if the server has not reported a change. If the server is not reached,
   * the last known ones.
   *
   * @throws McpFailed if none are known
   */
  async tools(signal: AbortSignal): Promise<readonly Tool[]> {
    const known = this.#list;
    const now = this.#now();
    if (known && !this.#isChanged && now - known.readAt < LIST_MAX_AGE_MS) return known.tools;
    const refused = this.#listRefused;
    if (refused && now - refused.at < LIST_RETRY_MS) {
      if (known) return known.tools;
      throw refused.failure;
    }
    this.#listing ??= this.#readTools().finally(() => {
      this.#listing = null;
    });
    try {
      return (await withSignal(this.#listing, signal)).tools;
    } catch (error) {
      signal.throwIfAborted();
      if (known) return known.tools;
      throw error;
    }
  }

  /** @throws McpFailed */
  async call({ name, input, idempotencyKey }: McpCall, signal: AbortSignal): Promise<McpResult> {
    const { timeoutMs: timeout } = this.#endpoint;
    // The protocol has no field for it, so a server that changes data can read it from the metadata of the call.
    const params = { name, arguments: input, _meta: { 'connective-chat/idempotency-key': idempotencyKey } };
    const result = await this.#request(
      ({ client }) => client.callTool(params, { signal, timeout, maxTotalTimeout: timeout }),
      signal,
    );
    return readMcpResult(result);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const opening = this.#opening;
    this.#opening = null;
    const session = await opening?.catch(() => null);
    if (!session) return;
    // The server may be gone or silent, and must not hold up the end of this one.
    const goodbye = session.transport.terminateSession().catch(() => {});
    const late = new Promise<void>((resolve) => setTimeout(resolve, GOODBYE_MS).unref());
    await Promise.race([goodbye, late]);
    await session.client.close().catch(() => {});
  }

  async #readTools(): Promise<ToolList> {
    const { timeoutMs: timeout } = this.#endpoint;
    const readAt = this.#now();
    // A change that is reported while the list is being read may not be in it.
    this.#isChanged = false;
    const { tools } = await this.#request(({ client }) =>
      client.listTools(undefined, { timeout, cacheMode: 'refresh' }),
    ).catch((failure: McpFailed) => {
      this.#listRefused = { at: this.#now(), failure };
      throw failure;
    });
    this.#listRefused = null;
    const usable = tools.filter((tool) => JSON.stringify(tool).length <= MAX_TOOL_LENGTH);
    this.#list = { tools: usable.slice(0, MAX_TOOLS), readAt };
    return this.#list;
  }

  async #request<T>(send: (session: Session) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const wasOpen = this.#opening !== null;
    try {
      return await this.#send(send, signal);
    } catch (error) {
      signal?.throwIfAborted();
      const failure = readMcpFailure(error);
      // The server has forgotten the session, for example because it was restarted: nothing was run.
      if (!wasOpen || failure.status !== 404) throw failure;
    }
    try {
      return await this.#send(send, signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw readMcpFailure(error);
    }
  }

  async #send<T>(send: (session: Session) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const opening = this.#open();
    const session = await (signal ? withSignal(opening, signal) : opening);
    session.running += 1;
    try {
      return await send(session);
    } catch (error) {
      const { failure } = readMcpFailure(error);
      if (failure === 'unreachable' || failure === 'status') this.#retire(opening, session);
      throw error;
    } finally {
      session.running -= 1;
      closeIfDone(session);
    }
  }

  #open(): Promise<Session> {
    if (this.#isClosed) return Promise.reject(new McpFailed('unreachable', 'the connection was closed'));
    if (this.#opening) return this.#opening;
    const opening = this.#connect();
    this.#opening = opening;
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = null;
    });
    return opening;
  }

  async #connect(): Promise<Session> {
    const { url, headers, timeoutMs } = this.#endpoint;
    const onChanged = () => {
      this.#isChanged = true;
    };
    const client = new Client(
      { name: 'connective-chat', version: '1' },
      {
        versionNegotiation: { mode: 'auto' },
        listChanged: { tools: { autoRefresh: false, debounceMs: 0, onChanged } },
        listMaxPages: MAX_PAGES,
      },
    );
    // Errors of requests reject them; the ones of the stream of notifications only delay a new list of tools.
    client.onerror = () => {};
    const transport = new McpTransport(new URL(url), {
      fetch: this.#fetch,
      requestInit: { headers: { ...headers } },
    });
    // The timeout of the client does not cover its last message of the handshake.
    const late = AbortSignal.timeout(timeoutMs);
    try {
      await withSignal(client.connect(transport, { timeout: timeoutMs }), late);
    } catch (error) {
      await client.close().catch(() => {});
      throw late.aborted ? new McpFailed('timeout', 'no connection in time') : error;
    }
    return { client, transport, running: 0, isRetired: false };
  }

  #retire(opening: Promise<Session>, session: Session): void {
    if (this.#opening === opening) this.#opening = null;
    session.isRetired = true;
  }
}

function closeIfDone({ client, running, isRetired }: Session): void {
  if (isRetired && running === 0) client.close().catch(() => {});
}

/** Rejects with the reason of the signal as soon as it is aborted. */
function withSignal<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  promise.catch(() => {});
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
