import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { calls, chunk, stream, writes } from '../../packages/server/test/support/completion-answers.ts';

/*
 * What the agent of random schedules uses: a service of language models, and a service that its tools call. Both note
 * what they were asked, because only they know which calls were really made.
 */

/** A request of a tool. */
export interface ToolCall {
  readonly at: number;
  readonly tool: 'find' | 'change';
  /** The part of the question after its verb; each question has its own. */
  readonly number: string;
  readonly key: string;
}

export interface ChaosServices {
  readonly modelUrl: string;
  readonly toolHost: string;
  readonly toolCalls: readonly ToolCall[];
  /** When a model was first given the result of the call for a question: from then on the call is stored. */
  readonly finishedAt: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** What a service was asked, as it happens. */
export interface ServiceEvent {
  readonly process: 'model' | 'tool';
  /** `result`: a model was given the result of a call; `find` and `change`: a tool was called. */
  readonly f: 'result' | ToolCall['tool'];
  readonly value: { readonly number: string; readonly key?: string };
}

/** How long a model writes, and how long a tool works: long enough that faults happen meanwhile. */
const WORK_MS = 60;

interface ModelMessage {
  readonly role: string;
  readonly content: unknown;
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  let body = '';
  for await (const data of incoming) body += data;
  return body;
}

async function listen(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** The agent writes this after the result of its call. */
function resultInWords(verb: string, number: string, result: string): string {
  if (result.includes(`done ${number}`)) return `${verb === 'find' ? 'found' : 'changed'} ${number}`;
  return result.includes('declined') ? `kept ${number}` : `failed ${number}: ${result}`;
}

/**
 * Starts both services. The model answers `say X` with `half of X`, a pause and the rest, `find X` with a call of a tool,
 * and `change X` with a call that the visitor has to approve.
 *
 * @param observe called with each request, before it is answered
 */
export async function startChaosServices(observe: (event: ServiceEvent) => void = () => {}): Promise<ChaosServices> {
  const toolCalls: ToolCall[] = [];
  const finishedAt = new Map<string, number>();

  const answer = async (messages: readonly ModelMessage[], response: ServerResponse) => {
    const asked = messages.map(({ role }) => role).lastIndexOf('user');
    const [, verb = '', number = ''] = /(say|find|change) ([\w-]+)/.exec(JSON.stringify(messages[asked])) ?? [];
    const result = messages.slice(asked + 1).find(({ role }) => role === 'tool');
    const request = { headers: {}, url: '', body: null, isGone: () => false };
    if (verb === 'say') {
      stream(response).write(chunk(`half of ${number}`));
      await delay(WORK_MS);
      response.end(`${chunk(`, and the rest of ${number}`)}${chunk(null, 'stop')}data: [DONE]\n\n`);
    } else if (result) {
      observe({ process: 'model', f: 'result', value: { number } });
      if (!finishedAt.has(number)) finishedAt.set(number, Date.now());
      writes(resultInWords(verb, number, JSON.stringify(result.content)))(request, response);
    } else {
      calls([{ id: `${verb}-${number}`, name: verb, input: { number } }])(request, response);
    }
  };

  const model = await listen(async (incoming, response) => {
    const { messages } = JSON.parse(await readBody(incoming));
    await answer(messages, response);
  });
  const tools = await listen(async (incoming, response) => {
    await readBody(incoming);
    const [, tool, number = ''] = incoming.url?.split('/') ?? [];
    const key = String(incoming.headers['idempotency-key']);
    observe({ process: 'tool', f: tool as ToolCall['tool'], value: { number, key } });
    toolCalls.push({ at: Date.now(), tool: tool as ToolCall['tool'], number, key });
    await delay(WORK_MS);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ result: `done ${number}` }));
  });
  return {
    modelUrl: `http://${model.host}/v1/`,
    toolHost: tools.host,
    toolCalls,
    finishedAt,
    async close() {
      await Promise.all([model.close(), tools.close()]);
    },
  };
}

/** A bot that repeats what the visitor says. */
export const echoScenario = {
  version: 1,
  name: 'Echo',
  fallback: 'heard',
  nodes: {
    start: { type: 'start', next: 'ask' },
    ask: { type: 'input', variable: 'said', invalid: '?', next: 'heard' },
    heard: { type: 'message', text: 'heard {{said}}', next: 'ask' },
  },
};

/** The scenario of a bot whose agent uses the services. */
export const agentScenario = (toolHost: string) => {
  const tool = (name: string, approval: object) => ({
    kind: 'http',
    name,
    description: `${name}s an order.`,
    input: { type: 'object', properties: { number: { type: 'string' } }, required: ['number'] },
    method: 'POST',
    url: `http://${toolHost}/${name}/{{args.number}}`,
    ...approval,
  });
  return {
    version: 1,
    name: 'Agent',
    fallback: 'agent',
    nodes: {
      start: { type: 'start', next: 'ask' },
      ask: { type: 'input', variable: 'said', invalid: '?', next: 'agent' },
      agent: {
        type: 'agent',
        provider: 'openai-compatible',
        thinking: { ttlMs: 1_000 },
        tools: [tool('find', {}), tool('change', { approval: { text: 'Shall I change {{args.number}}?' } })],
        next: 'ask',
        error: 'broke',
        stopped: 'halted',
      },
      // So that each turn has a last message, however it ends.
      halted: { type: 'message', text: 'stopped', next: 'ask' },
      broke: { type: 'message', text: 'broke', next: 'ask' },
    },
  };
};
