import type { HttpCaller } from '../../outbound/http-caller.ts';
import type { McpServerOptions } from '../agent.types.ts';
import type { McpConnection, McpEndpoint } from './mcp-connection.ts';

/** A configured MCP server, as the tools of one bot see it. */
export interface McpServer {
  readonly connection: McpConnection;
  /** Whether the configuration allows a tool, by its name at the server. */
  readonly allows: (tool: string) => boolean;
}

/** The tools and bots that are allowed for a server; undefined for all. */
interface McpPermission extends Pick<McpServerOptions, 'tools' | 'bots'> {
  readonly name: string;
}

interface Entry {
  readonly options: McpServerOptions;
  readonly connection: McpConnection;
}

/** The MCP servers of the configuration, one connection each, which is opened when it is first used. */
export class McpServers {
  readonly #servers: ReadonlyMap<string, Entry>;

  constructor(servers: ReadonlyMap<string, Entry>) {
    this.#servers = servers;
  }

  /** What the configuration allows, without addresses and headers. */
  list(): McpPermission[] {
    return [...this.#servers].map(
      ([
        name,
        {
          options: { tools, bots },
        },
      ]) => ({ name, tools, bots }),
    );
  }

  /** @returns null if there is no such server, or the bot may not use it */
  find(name: string, botId: string): McpServer | null {
    const entry = this.#servers.get(name);
    if (!entry || !isFor(entry.options, botId)) return null;
    const { connection, options } = entry;
    return { connection, allows: (tool) => options.tools === undefined || options.tools.includes(tool) };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#servers.values()].map(({ connection }) => connection.close()));
  }
}

const isFor = ({ bots }: McpServerOptions, botId: string): boolean => bots === undefined || bots.includes(botId);

/** The largest response of a server, in bytes. */
const MAX_BYTES = 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 20_000;

const endpointOf = ({ url, headers = {}, timeoutMs = DEFAULT_TIMEOUT_MS }: McpServerOptions): McpEndpoint => ({
  url,
  headers,
  timeoutMs,
});

/** Reads the configured servers without connecting. The client is loaded only if there is one: it takes about 0.3 s. */
export async function openMcpServers(
  servers: Readonly<Record<string, McpServerOptions>>,
  httpCaller: HttpCaller,
  now: () => number,
): Promise<McpServers> {
  const entries = Object.entries(servers);
  if (entries.length === 0) return new McpServers(new Map());
  const { McpConnection } = await import('./mcp-connection.ts');
  const { createFetch } = await import('../../outbound/create-fetch.ts');
  const fetch = createFetch(httpCaller, MAX_BYTES);
  return new McpServers(
    new Map(
      entries.map(([name, options]) => [
        name,
        { options, connection: new McpConnection(endpointOf(options), fetch, now) },
      ]),
    ),
  );
}
