import type { ScenarioTool } from '@connective-chat/contracts/scenario';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import type { McpServerOptions } from '../src/agent/agent.types.ts';
import { type McpServers, openMcpServers } from '../src/agent/mcp/mcp-servers.ts';
import type { ToolEnvironment } from '../src/agent/tools/agent-tool.types.ts';
import { openTools } from '../src/agent/tools/open-tools.ts';
import { createHttpCaller } from '../src/outbound/http-caller.ts';
import { status, useMcpServer, z } from './support/mcp-server.ts';

const answer = (text: string) => () => ({ content: [{ type: 'text' as const, text }] });
const server = useMcpServer((mcp) => {
  mcp.registerTool('track', { title: 'Tracks a parcel', annotations: { readOnlyHint: true } }, answer('on its way'));
  mcp.registerTool('cancel', { inputSchema: z.object({ order: z.string() }) }, answer('cancelled'));
  mcp.registerTool('note', { annotations: { destructiveHint: false } }, answer('noted'));
  mcp.registerTool('orders.find', { annotations: { readOnlyHint: true } }, () => ({
    isError: true,
    content: [{ type: 'text', text: 'There is no such order' }],
  }));
});

const log: string[] = [];
const logger = pino({ level: 'warn' }, { write: (line) => void log.push(JSON.parse(line).msg) });
const signal = new AbortController().signal;
let opened: McpServers | undefined;

async function open(tools: ScenarioTool[], options: Partial<McpServerOptions> = {}, botId = 'shop') {
  const httpCaller = createHttpCaller({ hosts: [server.host], self: () => 'http://127.0.0.1:1' });
  const config = { shop: { url: server.url, ...options }, more: { url: server.url } };
  opened = await openMcpServers(config, httpCaller, () => 0);
  // The database, the variables and the secrets are used by other kinds of tools.
  return openTools(tools, { mcp: opened, botId, logger, signal } as unknown as ToolEnvironment);
}

const run = (tools: Awaited<ReturnType<typeof open>>, name: string, input = {}) =>
  tools.get(name)?.run(input, { signal, idempotencyKey: 'k' });

afterEach(async () => {
  await opened?.close();
  log.length = 0;
});

test('The tools of a server are called under names that models accept; a failure is told as one', async () => {
  const tools = await open([{ kind: 'mcp', server: 'shop' }]);
  expect([...tools.keys()]).toEqual(['track', 'cancel', 'note', 'orders_find']);
  expect(tools.get('cancel')?.inputSchema).toMatchObject({ properties: { order: { type: 'string' } } });
  expect(await run(tools, 'track')).toEqual({ text: 'on its way', failed: false });
  expect(await run(tools, 'cancel', { order: '42' })).toEqual({ text: 'cancelled', failed: false });
  expect(server.calls('cancel').at(-1)?.params.arguments).toEqual({ order: '42' });
  expect(await run(tools, 'orders_find')).toEqual({ text: 'There is no such order', failed: true });
});

test('The visitor is asked before a tool that may destroy something, unless the node says otherwise', async () => {
  const approvals = async (tool: Partial<Extract<ScenarioTool, { kind: 'mcp' }>>) => {
    const tools = await open([{ kind: 'mcp', server: 'shop', ...tool }]);
    return Object.fromEntries([...tools].map(([name, { approval }]) => [name, approval]));
  };
  expect(await approvals({})).toEqual({ track: false, cancel: true, note: false, orders_find: false });
  expect(await approvals({ approvals: { track: { text: 'May I?' }, cancel: false } })).toEqual({
    track: { text: 'May I?' },
    cancel: false,
    note: false,
    orders_find: false,
  });
});

test('Texts for the visitor are those of the node, and else the title of the server', async () => {
  const tools = await open([
    {
      kind: 'mcp',
      server: 'shop',
      shown: { cancel: { title: 'Cancels the order', texts: { running: 'Cancelling' } } },
    },
  ]);
  expect(tools.get('track')?.title).toBe('Tracks a parcel');
  expect(tools.get('cancel')).toMatchObject({ title: 'Cancels the order', texts: { running: 'Cancelling' } });
});

test('Only tools that both the settings and the node allow are offered', async () => {
  const tools = await open([{ kind: 'mcp', server: 'shop', tools: ['track', 'note'] }], { tools: ['note', 'cancel'] });
  expect([...tools.keys()]).toEqual(['note']);
});

test('A bot uses only the servers that are configured for it', async () => {
  expect(await open([{ kind: 'mcp', server: 'shop' }], { bots: ['other'] })).toEqual(new Map());
  expect(await open([{ kind: 'mcp', server: 'nowhere' }])).toEqual(new Map());
  expect(log).toEqual(Array(2).fill('a scenario names an MCP server that its bot may not use'));
  expect(opened?.list()).toEqual([{ name: 'shop' }, { name: 'more' }]);
});

test('Of two tools with the same name the later one is prefixed with the name of its server', async () => {
  const tools = await open([
    { kind: 'articles', name: 'track' },
    { kind: 'mcp', server: 'shop', tools: ['track'] },
    { kind: 'mcp', server: 'more', tools: ['track'] },
    { kind: 'articles', name: 'track' },
  ]);
  expect([...tools.keys()]).toEqual(['track', 'shop_track', 'more_track']);
  expect(await run(tools, 'more_track')).toMatchObject({ text: 'on its way' });
});

test('A server that is not reached gives no tools, and the others still do', async () => {
  server.faults.set('initialize', status(500));
  expect(
    await open([
      { kind: 'mcp', server: 'shop' },
      { kind: 'articles', name: 'search' },
    ]),
  ).toHaveProperty('size', 1);
  expect(log).toEqual(['an MCP server did not list its tools']);
});
