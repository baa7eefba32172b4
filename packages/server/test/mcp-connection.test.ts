import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { McpConnection, type McpEndpoint } from '../src/agent/mcp/mcp-connection.ts';
import { createFetch } from '../src/outbound/create-fetch.ts';
import { createHttpCaller } from '../src/outbound/http-caller.ts';
import { cut, cutJson, silence, status, useMcpServer, z } from './support/mcp-server.ts';

const PATIENCE = { timeout: 60_000, interval: 20 };
const MAX_BYTES = 100_000;
const KEY = 'key-canary-0123456789';

/** The tools beside the ordinary ones, by their names. */
const extra = new Set<string>();
const release: (() => void)[] = [];
const server = useMcpServer((mcp) => {
  mcp.registerTool(
    'track',
    {
      description: 'Where a parcel is',
      inputSchema: z.object({ order: z.string() }),
      annotations: { readOnlyHint: true },
    },
    ({ order }) => ({ content: [{ type: 'text', text: `${order}: on its way` }] }),
  );
  mcp.registerTool('refuse', {}, () => ({
    isError: true,
    content: [{ type: 'text', text: 'There is no such order' }],
  }));
  mcp.registerTool('figures', {}, () => ({ content: [], structuredContent: { days: 3 } }));
  mcp.registerTool('huge', {}, () => ({ content: [{ type: 'text', text: 'x'.repeat(2 * MAX_BYTES) }] }));
  mcp.registerTool('slow', {}, async () => {
    await new Promise<void>((resolve) => release.push(resolve));
    return { content: [{ type: 'text', text: 'done' }] };
  });
  for (const name of extra) mcp.registerTool(name, {}, () => ({ content: [] }));
});

let now = 0;
let connection: McpConnection;
const never = new AbortController().signal;

function connect(endpoint: Partial<McpEndpoint> = {}, hosts: readonly string[] = [server.host]): McpConnection {
  const caller = createHttpCaller({ hosts, self: () => 'http://127.0.0.1:1' });
  const options = { url: server.url, headers: { authorization: `Bearer ${KEY}` }, timeoutMs: 20_000, ...endpoint };
  return new McpConnection(options, createFetch(caller, MAX_BYTES), () => now);
}

const call = (of: McpConnection, name: string, input: Record<string, unknown>, signal: AbortSignal) =>
  of.call({ name, input, idempotencyKey: `key-${name}` }, signal);
const namesOf = async (of: McpConnection) => (await of.tools(never)).map(({ name }) => name);
const count = (method: string) => server.requests.filter((request) => request.method === method).length;

beforeEach(() => {
  server.requests.length = 0;
  connection = connect();
});
afterEach(async () => {
  for (const resolve of release.splice(0)) resolve();
  extra.clear();
  await connection.close();
});

test('A tool of the server is listed with its schema, and called with its arguments', async () => {
  const tools = await connection.tools(never);
  expect(tools.find(({ name }) => name === 'track')).toMatchObject({
    description: 'Where a parcel is',
    inputSchema: { type: 'object', properties: { order: { type: 'string' } }, required: ['order'] },
    annotations: { readOnlyHint: true },
  });
  expect(await call(connection, 'track', { order: '42' }, never)).toEqual({ text: '42: on its way', isError: false });
  expect(server.calls('track')[0]?.params._meta).toMatchObject({ 'connective-chat/idempotency-key': 'key-track' });
  expect(server.requests.every(({ headers }) => headers.authorization === `Bearer ${KEY}`)).toBe(true);
});

test('The last known tools are used while the server is not reached', async () => {
  const names = await namesOf(connection);
  now += 5 * 60_000;
  server.faults.set('tools/list', status(500));
  expect(await namesOf(connection)).toEqual(names);
  server.faults.clear();
  extra.add('added');
  server.restart();
  expect(await namesOf(connection)).toEqual(names);
  now += 30_000;
  expect(await namesOf(connection)).toEqual([...names, 'added']);
});

test('A failure that the tool reports is a result, and structured content is given as JSON', async () => {
  expect(await call(connection, 'refuse', {}, never)).toEqual({ text: 'There is no such order', isError: true });
  expect(await call(connection, 'figures', {}, never)).toEqual({ text: '{"days":3}', isError: false });
});

test('One connection serves concurrent and later requests, and its session is ended when it is closed', async () => {
  await Promise.all([connection.tools(never), call(connection, 'figures', {}, never)]);
  await call(connection, 'figures', {}, never);
  expect(count('initialize')).toBe(1);
  expect(server.sessions).toBe(1);
  await connection.close();
  await vi.waitFor(() => expect(server.sessions).toBe(0), PATIENCE);
  await expect(call(connection, 'figures', {}, never)).rejects.toMatchObject({ failure: 'unreachable' });
});

test('The list of tools is cached until it is old, or the server reports a change', async () => {
  await connection.tools(never);
  await connection.tools(never);
  expect(count('tools/list')).toBe(1);
  now += 5 * 60_000;
  await connection.tools(never);
  await connection.tools(never);
  expect(count('tools/list')).toBe(2);
  await vi.waitFor(async () => {
    // A change that is reported before the client has opened its stream of notifications is not heard.
    server.toolsChanged();
    await connection.tools(never);
    expect(count('tools/list')).toBeGreaterThan(2);
  }, PATIENCE);
});

test('A server that did not list its tools is asked again after half a minute', async () => {
  server.faults.set('tools/list', status(500));
  await expect(connection.tools(never)).rejects.toMatchObject({ failure: 'status' });
  server.faults.clear();
  await expect(connection.tools(never)).rejects.toMatchObject({ failure: 'status' });
  now += 30_000;
  expect(await namesOf(connection)).toContain('track');
});

test('At most 64 tools of a server are used', async () => {
  for (let index = 0; index < 80; index += 1) extra.add(`extra_${index}`);
  expect(await namesOf(connection)).toHaveLength(64);
});

test.each([
  ['an error of the server', status(500), 'status'],
  ['a redirect', status(302), 'status'],
  ['a stream that is cut in the middle of an event', cut, 'unreachable'],
  ['a JSON response that is cut', cutJson, 'unreachable'],
] as const)('A call fails after %s, and the next one gets through', async (_, fault, failure) => {
  await connection.tools(never);
  server.faults.set('tools/call', fault);
  await expect(call(connection, 'figures', {}, never)).rejects.toMatchObject({ name: 'McpFailed', failure });
  expect(server.calls('figures')).toHaveLength(1);
  server.faults.clear();
  expect(await call(connection, 'figures', {}, never)).toMatchObject({ isError: false });
});

test('A call without a response fails after the timeout of the server, also one whose handshake is not finished', async () => {
  const impatient = connect({ timeoutMs: 50 });
  server.faults.set('server/discover', silence);
  await expect(call(impatient, 'figures', {}, never)).rejects.toMatchObject({ failure: 'timeout' });
  server.faults.delete('server/discover');
  server.faults.set('notifications/initialized', silence);
  await expect(call(impatient, 'figures', {}, never)).rejects.toMatchObject({ failure: 'timeout' });
  server.faults.clear();
  await impatient.close();
});

test('A call without a response is a timeout, and does not end the calls beside it', async () => {
  const slow = call(connection, 'slow', {}, never);
  await vi.waitFor(() => expect(release).toHaveLength(1), PATIENCE);
  const impatient = connect({ timeoutMs: 300 });
  await impatient.tools(never).catch(() => {});
  server.faults.set('tools/call', silence);
  await expect(call(impatient, 'figures', {}, never)).rejects.toMatchObject({ failure: 'timeout' });
  release.pop()?.();
  expect(await slow).toEqual({ text: 'done', isError: false });
  await impatient.close();
});

test('A result that is too large is refused', async () => {
  await expect(call(connection, 'huge', {}, never)).rejects.toMatchObject({ failure: 'unreachable' });
  expect(await call(connection, 'figures', {}, never)).toMatchObject({ isError: false });
});

test('A call on a session that the server has forgotten is repeated on a new one', async () => {
  await call(connection, 'figures', {}, never);
  server.restart();
  expect(await call(connection, 'figures', {}, never)).toEqual({ text: '{"days":3}', isError: false });
  expect(count('initialize')).toBe(2);
});

test('A call that is aborted rejects with the reason', async () => {
  const stop = new AbortController();
  const called = call(connection, 'slow', {}, stop.signal);
  await vi.waitFor(() => expect(release).toHaveLength(1), PATIENCE);
  stop.abort(new Error('stopped'));
  await expect(called).rejects.toThrow('stopped');
});

test('A private address is refused unless its host is listed', async () => {
  const refused = connect({}, ['*']);
  await expect(call(refused, 'figures', {}, never)).rejects.toThrow('the address is a private one');
  const unlisted = connect({}, ['mcp.example.com']);
  await expect(call(unlisted, 'figures', {}, never)).rejects.toThrow('the host is not in the list of hosts');
  expect(server.requests).toEqual([]);
});

test('The message of a failure contains neither the key, the address nor the response', async () => {
  server.faults.set('initialize', status(401));
  const failure = await call(connection, 'figures', {}, never).catch((error: Error) => error);
  expect(String(failure)).toBe('McpFailed: status 401');
});
