import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import type { Answer, CompletionRequest } from './completion-answers.ts';

export * from './completion-answers.ts';

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
      // The last message, in the form of OpenAI and Anthropic (messages) or Google (contents); after the result of a
      // call, the question before it.
      const messages: { role: string }[] = body.messages ?? body.contents;
      const question = messages
        .filter(({ role }) => !['tool', 'assistant', 'model'].includes(role))
        .map((message) => JSON.stringify(message))
        .filter((message) => !/"(tool_result|functionResponse)"/.test(message))
        .at(-1);
      const answer = [...answers].find(([part]) => question?.includes(part))?.[1];
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
