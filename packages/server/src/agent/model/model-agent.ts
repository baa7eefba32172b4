import { localize, localizedSchema } from '@connective-chat/contracts/scenario';
import { type LanguageModel, streamText } from 'ai';
import * as z from 'zod/mini';
import type { Db } from '../../db/open-database.ts';
import type { AgentAnswer, AgentContext, AgentInput, AgentProvider } from '../agent.types.ts';
import { findArticles, readQuestion } from '../knowledge/find-articles.ts';
import type { FoundArticle } from '../knowledge/search-articles.ts';
import { toSource } from '../knowledge/to-source.ts';
import { MAX_ANSWER_LENGTH } from '../max-answer-length.ts';
import { readNodeOptions } from '../read-node-options.ts';
import { modelFailure, unfinishedAnswer } from './model-failure.ts';

/**
 * Resolves the model.
 *
 * @param name the `model` of the node's options, if it names one
 * @throws Error if there is no such model
 */
export type SelectModel = (name: string | undefined) => LanguageModel;

/** The node's `options`. */
const nodeOptionsSchema = z.strictObject({
  model: z.optional(z.string()),
  /** The instructions of the model: who it is, and what it may say. */
  system: z.optional(localizedSchema),
  temperature: z.optional(z.number().check(z.minimum(0), z.maximum(2))),
  maxTokens: z.optional(z.int().check(z.minimum(1))),
  /** How many of the last messages the model is given. */
  history: z._default(z.int().check(z.minimum(0), z.maximum(50)), 10),
  /** Whether the model is given the bot's articles that match the question. */
  knowledge: z._default(z.boolean(), false),
});
type NodeOptions = z.infer<typeof nodeOptionsSchema>;

const MAX_RETRIES = 2;
/** How long a stream may pause between two chunks. */
const CHUNK_TIMEOUT_MS = 30_000;

function systemText(options: NodeOptions, articles: readonly FoundArticle[], locale: string): string {
  const system = localize(options.system ?? 'You answer the visitors of a site, briefly and kindly.', locale);
  if (articles.length === 0) return system;
  const known = articles.map(({ title, body }) => `## ${title}\n${body}`).join('\n\n');
  return `${system}\n\nAnswer from these articles. If they do not say it, say that you do not know.\n\n${known}`;
}

/**
 * Answers with a language model of the AI SDK, streamed as drafts. Stages: `search` (with `knowledge`), `ask` and
 * `write`. Its errors contain a reason and never the response, which may contain the key.
 */
export function createModelAgent(db: Db, selectModel: SelectModel): AgentProvider {
  async function search({ botId, question, locale }: AgentInput, context: AgentContext) {
    await context.stage('search');
    const found = await findArticles(db, botId, question, await readQuestion(db, { botId, question, locale }));
    const articles = found?.articles ?? [];
    context.endStage({ values: { count: articles.length }, detail: { count: articles.length } });
    return articles;
  }

  async function write(request: Parameters<typeof streamText>[0], context: AgentContext): Promise<string> {
    const ended = new AbortController();
    try {
      const { fullStream } = streamText({
        ...request,
        maxRetries: MAX_RETRIES,
        timeout: { chunkMs: CHUNK_TIMEOUT_MS },
        abortSignal: AbortSignal.any([context.signal, ended.signal]),
        // The default prints the response to the console, and the response may contain the key.
        onError: () => {},
      });
      let text = '';
      for await (const part of fullStream) {
        if (part.type === 'error') throw modelFailure(part.error);
        if (part.type === 'abort') throw new Error('the stream was silent for too long');
        // Some providers do not report a stream that ends early as an error, but then there is no finish reason.
        if (part.type === 'finish-step' && part.rawFinishReason === undefined) throw unfinishedAnswer();
        if (part.type !== 'text-delta' || part.text === '') continue;
        if (text === '') await context.stage('write');
        text += part.text;
        if (text.length > MAX_ANSWER_LENGTH) return text.slice(0, MAX_ANSWER_LENGTH);
        context.draft(part.text);
      }
      return text;
    } catch (error) {
      context.signal.throwIfAborted();
      throw modelFailure(error);
    } finally {
      ended.abort();
    }
  }

  return {
    stages: [{ name: 'search', values: ['count'] }, { name: 'ask' }, { name: 'write' }],
    async run(input, context): Promise<AgentAnswer | null> {
      const options = readNodeOptions(nodeOptionsSchema, input.options);
      const model = selectModel(options.model);
      const articles = options.knowledge ? await search(input, context) : [];
      await context.stage('ask');
      const before = await input.history(options.history);
      const answer = await write(
        {
          model,
          system: systemText(options, articles, input.locale),
          messages: [
            ...before.map(({ by, text }) => ({
              role: by === 'visitor' ? ('user' as const) : ('assistant' as const),
              content: text,
            })),
            { role: 'user', content: input.question },
          ],
          headers: { 'idempotency-key': input.idempotencyKey },
          ...(options.temperature === undefined ? {} : { temperature: options.temperature }),
          ...(options.maxTokens === undefined ? {} : { maxOutputTokens: options.maxTokens }),
        },
        context,
      );
      const text = answer.trim();
      if (text === '') return null;
      return { text, sources: articles.map(toSource) };
    },
  };
}
