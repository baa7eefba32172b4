import type { IncomingMessage, ServerResponse } from 'node:http';

/* What a service with OpenAI's API answers, in pieces as a model writes them. */

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

/** A chunk with a part of a call: its id and name come with the first part. */
const callChunk = (index: number, call: object): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { tool_calls: [{ index, ...call }] }, finish_reason: null }] })}\n\n`;

/** The begin of a call in the format of OpenAI's API, with its arguments in pieces as a model writes them. */
export const callParts = (id: string, name: string, input: unknown, index = 0): string[] => {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  const half = Math.ceil(text.length / 2);
  return [
    callChunk(index, { id, type: 'function', function: { name, arguments: '' } }),
    callChunk(index, { function: { arguments: text.slice(0, half) } }),
    callChunk(index, { function: { arguments: text.slice(half) } }),
  ];
};

const usageChunk = (tokens: number): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [], usage: { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens } })}\n\n`;

/** An answer that writes a text. */
export const writes =
  (text: string): Answer =>
  (_, response) =>
    void stream(response).end(`${chunk(text)}${chunk(null, 'stop')}data: [DONE]\n\n`);

export interface ModelCall {
  readonly id: string;
  readonly name: string;
  /** An object, or what a model writes instead of one. */
  readonly input: unknown;
}

/** An answer that calls tools, after a text. */
export const calls =
  (made: readonly ModelCall[], { text = '', tokens = 10 }: { text?: string; tokens?: number } = {}): Answer =>
  (_, response) => {
    const parts = made.flatMap(({ id, name, input }, index) => callParts(id, name, input, index));
    const before = text === '' ? '' : chunk(text);
    stream(response).end(`${before}${parts.join('')}${chunk(null, 'tool_calls')}${usageChunk(tokens)}data: [DONE]\n\n`);
  };

/** The answers to a question and to the results of its calls, by how often the model has called tools since. */
export const rounds =
  (...answers: readonly Answer[]): Answer =>
  (request, response) => {
    const messages: { role: string; tool_calls?: unknown }[] = request.body.messages;
    const made = messages.filter(({ role, tool_calls }) => role === 'assistant' && tool_calls).length;
    const answer = answers[made];
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  };

export function stream(response: ServerResponse): ServerResponse {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  return response;
}
