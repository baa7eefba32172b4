import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

export interface CompletionRequest {
  readonly headers: IncomingMessage['headers'];
  readonly url: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read any field of a request
  readonly body: any;
  /** Whether the client has closed the connection before the end. */
  isGone(): boolean;
}

/** Answers a request. */
export type Answer = (request: CompletionRequest, response: ServerResponse) => void;

export const chunk = (content: string | null, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta: content === null ? {} : { content }, finish_reason: finish }] })}\n\n`;

/** A service of language models. The test sets its stream, in the format of the simulated API. */
export function useCompletionService() {
  const requests: CompletionRequest[] = [];
  const answers = new Map<string, Answer>();
  const server = createServer((incoming, response) => {
    let text = '';
    incoming.on('data', (data) => (text += data));
    incoming.on('end', () => {
      const body = JSON.parse(text);
      let isGone = false;
      response.on('close', () => (isGone = !response.writableFinished));
      const request = { headers: incoming.headers, url: incoming.url ?? '', body, isGone: () => isGone };
      requests.push(request);
      // The last message, in the form of OpenAI and Anthropic (messages) or Google (contents).
      const question = JSON.stringify((body.messages ?? body.contents).at(-1));
      const answer = [...answers].find(([part]) => question.includes(part))?.[1];
      if (answer) answer(request, response);
      else response.writeHead(404).end();
    });
  });
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    requests,
    answers,
    get baseUrl() {
      return `http://127.0.0.1:${port}/v1/`;
    },
  };
}

export function stream(response: ServerResponse): ServerResponse {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  return response;
}
