import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentContext, AgentProvider } from '../src/agent/agent.types.ts';
import type { ChatServer } from '../src/index.ts';
import { createTestServer } from './support/create-test-server.ts';
import { cut, status, useMcpServer, z } from './support/mcp-server.ts';
import { openChat } from './support/visitor.ts';

/* Tools of MCP servers and of articles, called by an agent of the application. */

const mcp = useMcpServer((server) => {
  server.registerTool(
    'track',
    { title: 'Ask the carrier', inputSchema: z.object({ order: z.string() }), annotations: { readOnlyHint: true } },
    ({ order }) => ({ content: [{ type: 'text', text: `${order} is on its way` }] }),
  );
  server.registerTool('cancel', { inputSchema: z.object({ order: z.string() }) }, ({ order }) => ({
    content: [{ type: 'text', text: `${order} is cancelled` }],
  }));
});

type Run = (context: AgentContext) => Promise<string>;

/** What the agent does, by the question. */
const runs = new Map<string, Run>();
const agent: AgentProvider = {
  async run({ question }, context) {
    const text = await runs.get(question)?.(context);
    return text === undefined ? null : { text };
  },
};

let server: ChatServer;

beforeAll(async () => {
  server = await createTestServer({
    limits: { messagesPerMinute: 6000, burst: 1000 },
    providers: { own: agent },
    httpHosts: [mcp.host],
    mcp: { shop: { url: mcp.url } },
    bots: [
      {
        id: 'test',
        settings: { title: 'T', origins: '*', allowMissingOrigin: true, showSources: true },
        articles: [{ id: 'returns', language: 'en', title: 'Returns', body: 'A lamp can be returned for 30 days.' }],
        scenario: {
          version: 1,
          fallback: 'agent',
          nodes: {
            start: { type: 'start', next: 'hello' },
            hello: { type: 'message', text: 'Hello', next: 'end' },
            agent: {
              type: 'agent',
              provider: 'own',
              tools: [
                {
                  kind: 'articles',
                  name: 'search',
                  texts: { running: 'Searching {{args.query}}', done: 'Found {{count}}' },
                },
                {
                  kind: 'mcp',
                  server: 'shop',
                  approvals: { cancel: { text: 'Shall I cancel {{args.order}}?' } },
                  shown: { track: { texts: { running: 'Asking about {{args.order}}', done: 'Asked' } } },
                },
              ],
              error: 'broke',
            },
            broke: { type: 'message', text: 'It broke', next: 'end' },
            end: { type: 'exit' },
          },
        },
      },
    ],
  });
});
afterAll(() => server?.close());

/** Asks the agent, which does as given. */
async function ask(question: string, run: Run) {
  runs.set(question, run);
  const { visitor } = await openChat(server.url);
  await visitor.hears('Hello');
  const { seq } = await visitor.say(question);
  return { visitor, seq, answer: () => visitor.answer(seq) };
}

test('a tool of an MCP server is called as a step, with the texts of the node', async () => {
  const { answer } = await ask('where is 1', async ({ callTool }) => (await callTool('track', { order: '1' })).text);
  expect(await answer()).toMatchObject({
    body: { text: '1 is on its way' },
    steps: [{ name: 'tool:track', state: 'done', text: 'Asked', detail: { tool: 'Ask the carrier' } }],
  });
});

test('articles are searched as a step with their number, and become the sources of the answer', async () => {
  const { visitor, answer } = await ask('can I return', async ({ callTool }) => {
    const { text } = await callTool('search', { query: 'return a lamp' });
    return text;
  });
  expect(await answer()).toMatchObject({
    body: { text: '## Returns\nA lamp can be returned for 30 days.' },
    steps: [{ name: 'tool:search', state: 'done', text: 'Found 1', detail: { count: 1 } }],
    sources: [{ title: 'Returns' }],
  });
  expect(visitor.of('thinking').map(({ text }) => text)).toContain('Searching return a lamp');
});

test.each([
  ['breaks off', cut],
  ['is an error', status(500)],
])('if the response of an MCP server %s, the step has failed and the agent goes on', async (name, fault) => {
  mcp.faults.set('tools/call', fault);
  const { answer } = await ask(`fault ${name}`, async ({ callTool }) => {
    const failed = await callTool('track', { order: '2' });
    mcp.faults.clear();
    const found = await callTool('track', { order: '3' });
    return `${failed.failed}: ${failed.text} ${found.text}`;
  });
  expect(await answer()).toMatchObject({
    body: { text: 'true: The tool has failed. 3 is on its way' },
    steps: [
      { name: 'tool:track', state: 'failed' },
      { name: 'tool:track', state: 'done' },
    ],
  });
});

test('an approval ends the turn; afterwards the agent is run again, and repeats no finished call', async () => {
  let started = 0;
  const { visitor } = await ask('cancel 4', async ({ callTool }) => {
    started += 1;
    const found = await callTool('track', { order: '4' });
    // An agent that catches everything does not hide that the turn has ended.
    const cancelled = await callTool('cancel', { order: '4' }).catch(() => ({ text: 'caught' }));
    return `${found.text}; ${cancelled.text}`;
  });
  const question = await visitor.next('msg', ({ body }) => body.approval !== undefined);
  expect(question.body.text).toBe('Shall I cancel 4?');
  expect(mcp.calls('cancel')).toEqual([]);
  await visitor.send({ type: 'press', messageId: question.id, buttonId: 'approve', label: '' });
  await visitor.hears('4 is on its way; 4 is cancelled');
  expect(started).toBe(2);
  const orders = mcp.calls('track').map(({ params }) => params.arguments.order);
  expect(orders.filter((order) => order === '4')).toHaveLength(1);
  expect(mcp.calls('cancel')).toHaveLength(1);
});

test('an agent is told what the visitor wrote instead of an approval', async () => {
  const { visitor } = await ask('cancel 5', async ({ callTool }) => {
    const { failed, reply } = await callTool('cancel', { order: '5' });
    return `${failed}: ${reply}`;
  });
  await visitor.next('msg', ({ body }) => body.approval !== undefined);
  await visitor.say('only the second one');
  await visitor.hears('true: only the second one');
});

test('calls at the same time are made one after another; an unknown tool and wrong arguments have failed', async () => {
  const { answer } = await ask('several', async ({ callTool }) => {
    const results = await Promise.all([
      callTool('track', { order: '6' }),
      callTool('nothing', {}),
      callTool('search', { query: 7 }),
    ]);
    return results.map(({ text, failed }) => `${failed}: ${text}`).join('\n');
  });
  const { body, steps } = await answer();
  expect(body.text).toBe('false: 6 is on its way\ntrue: There is no tool nothing.\ntrue: query must be a text');
  expect(steps.map(({ state }: { state: string }) => state)).toEqual(['done', 'failed', 'failed']);
});
