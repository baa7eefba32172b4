import { jsonSchema, type ModelMessage, streamText, type ToolSet, tool } from 'ai';
import type { AgentContext } from '../agent.types.ts';
import { MAX_ANSWER_LENGTH } from '../max-answer-length.ts';
import type { AgentTool } from '../tools/agent-tool.types.ts';
import type { NewCall } from '../tools/tool-session.ts';
import { modelFailure, unfinishedAnswer } from './model-failure.ts';

const MAX_RETRIES = 2;
/** How long a stream may pause between two chunks. */
const CHUNK_TIMEOUT_MS = 30_000;
/** For services that do not report how many tokens they have used. */
const CHARACTERS_PER_TOKEN = 4;
/** The longest name and id of a call that is kept; a model may invent names. */
const MAX_NAME_LENGTH = 128;

/** One answer of a model. */
export interface ModelAnswer {
  readonly text: string;
  /** The calls of tools; without any, the text is the answer to the visitor. */
  readonly calls: readonly NewCall[];
  /** The answer in the form in which it is given back to the model. */
  readonly message: ModelMessage;
  /** The tokens that were read and written; estimated if the service does not report them. */
  readonly tokens: number;
}

export interface ModelQuestion {
  readonly request: Omit<Parameters<typeof streamText>[0], 'prompt' | 'messages' | 'tools'>;
  readonly messages: readonly ModelMessage[];
  readonly tools: ReadonlyMap<string, AgentTool>;
  /** What the visitor has already seen of the answer, before earlier calls. */
  readonly written: string;
}

const toolSet = (tools: ReadonlyMap<string, AgentTool>): ToolSet =>
  Object.fromEntries(
    [...tools].map(([name, { description, inputSchema }]) => [
      name,
      // Without `execute`: the calls are made by the session, which stores them.
      tool({ description, inputSchema: jsonSchema(inputSchema as Parameters<typeof jsonSchema>[0]) }),
    ]),
  );

const estimateTokens = (messages: readonly ModelMessage[], text: string): number =>
  Math.ceil((JSON.stringify(messages).length + text.length) / CHARACTERS_PER_TOKEN);

/** Asks a model once, and streams what it writes as a draft. Its errors contain a reason and never the response. */
export async function askModel(question: ModelQuestion, context: AgentContext): Promise<ModelAnswer> {
  const { request, messages, tools, written } = question;
  const ended = new AbortController();
  const room = MAX_ANSWER_LENGTH - written.length;
  const calls: NewCall[] = [];
  let text = '';
  let tokens: number | undefined;
  const answer = (message: ModelMessage): ModelAnswer => ({
    text,
    calls,
    message,
    tokens: tokens ?? estimateTokens(messages, text),
  });
  try {
    const { fullStream, response } = streamText({
      ...request,
      messages: [...messages],
      ...(tools.size > 0 ? { tools: toolSet(tools) } : {}),
      maxRetries: MAX_RETRIES,
      timeout: { chunkMs: CHUNK_TIMEOUT_MS },
      abortSignal: AbortSignal.any([context.signal, ended.signal]),
      // The default prints the response to the console, and the response may contain the key.
      onError: () => {},
    });
    // Rejects with the stream's error, which the loop below reports.
    Promise.resolve(response).catch(() => {});
    for await (const part of fullStream) {
      if (part.type === 'error') throw modelFailure(part.error);
      if (part.type === 'abort') throw new Error('the stream was silent for too long');
      if (part.type === 'finish-step') {
        // Some providers do not report a stream that ends early as an error, but then there is no finish reason.
        if (part.rawFinishReason === undefined) throw unfinishedAnswer();
        tokens = part.usage.totalTokens;
      }
      if (part.type === 'tool-call') {
        const { toolCallId, toolName, input } = part;
        const isUnreadable = part.invalid === true && tools.has(toolName);
        calls.push({
          id: toolCallId,
          name: toolName.slice(0, MAX_NAME_LENGTH),
          input,
          problem: isUnreadable ? 'The arguments are not valid JSON.' : undefined,
        });
      }
      if (part.type !== 'text-delta' || part.text === '') continue;
      if (text === '') await context.stage('write');
      const separator = text === '' && written !== '' ? '\n\n' : '';
      text += part.text;
      if (text.length > room) {
        text = text.slice(0, Math.max(0, room));
        return answer({ role: 'assistant', content: text });
      }
      context.draft(separator + part.text);
    }
    const [message] = (await response).messages;
    return answer(message ?? { role: 'assistant', content: text });
  } catch (error) {
    context.signal.throwIfAborted();
    throw modelFailure(error);
  } finally {
    ended.abort();
  }
}
