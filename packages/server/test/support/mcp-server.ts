import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NodeStreamableHTTPServerTransport } from '@modelcontextprotocol/node';
import { isInitializeRequest, McpServer } from '@modelcontextprotocol/server';
import { afterAll, afterEach, beforeAll } from 'vitest';
import * as z from 'zod';

/** A request as the server received it. */
export interface McpRequest {
  readonly headers: IncomingMessage['headers'];
  /** The method of the protocol, such as `tools/call`; the method of HTTP for a request without a body. */
  readonly method: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read any field of a request
  readonly params: any;
}

/** Answers a request in the place of the server. */
type Fault = (response: ServerResponse) => void;

/** No response at all. */
export const silence: Fault = () => {};
export const status =
  (code: number): Fault =>
  (response) =>
    response.writeHead(code).end(`the key is ${code}`);
/** A response that ends in the middle of its first event. */
export const cut: Fault = (response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('event: message\ndata: {"jsonrpc":"2.0","id":', () => response.destroy());
};
/** A JSON response that ends in the middle. */
export const cutJson: Fault = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
  response.write('{"jsonrpc":', () => response.destroy());
};

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? undefined : JSON.parse(text);
}

/** A real MCP server with streamable HTTP and sessions. A fault replaces its answers to a method of the protocol. */
export function useMcpServer(addTools: (server: McpServer) => void) {
  const requests: McpRequest[] = [];
  const faults = new Map<string, Fault>();
  const sessions = new Map<string, { transport: NodeStreamableHTTPServerTransport; mcp: McpServer }>();

  async function openSession(): Promise<NodeStreamableHTTPServerTransport> {
    const mcp = new McpServer({ name: 'test', version: '1' }, { capabilities: { tools: { listChanged: true } } });
    addTools(mcp);
    const transport: NodeStreamableHTTPServerTransport = new NodeStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, { transport, mcp }),
      onsessionclosed: (id) => void sessions.delete(id),
    });
    await mcp.connect(transport);
    return transport;
  }

  const http = createServer(async (request, response) => {
    const body = await readBody(request);
    const { method = request.method ?? '', params } = (body ?? {}) as { method?: string; params?: unknown };
    requests.push({ headers: request.headers, method, params });
    const fault = faults.get(method);
    if (fault) return fault(response);
    const id = request.headers['mcp-session-id'];
    const session = typeof id === 'string' ? sessions.get(id) : undefined;
    if (session) return session.transport.handleRequest(request, response, body);
    if (isInitializeRequest(body)) return (await openSession()).handleRequest(request, response, body);
    const error = { code: -32_000, message: 'There is no such session.' };
    response.writeHead(id === undefined ? 400 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ jsonrpc: '2.0', id: null, error }));
  });
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    port = (http.address() as AddressInfo).port;
  });
  afterEach(() => faults.clear());
  afterAll(() => {
    http.closeAllConnections();
    http.close();
  });
  return {
    requests,
    faults,
    get url() {
      return `http://127.0.0.1:${port}/mcp`;
    },
    get host() {
      return `127.0.0.1:${port}`;
    },
    get sessions() {
      return sessions.size;
    },
    calls: (name: string) => requests.filter(({ method, params }) => method === 'tools/call' && params.name === name),
    /** Tells every client that the tools have changed. */
    toolsChanged: () => {
      for (const { mcp } of sessions.values()) mcp.sendToolListChanged();
    },
    /** Forgets its sessions, as a restarted server does. */
    restart: () => {
      for (const { mcp } of sessions.values()) mcp.close();
      sessions.clear();
    },
  };
}

export { z };
