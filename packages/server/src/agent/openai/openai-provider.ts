import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { Db } from '../../db/open-database.ts';
import { localize, localizedSchema } from '../../lib/localized.ts';
import type { AgentAnswer, AgentContext, AgentInput, AgentProvider } from '../agent.types.ts';
import { findArticles, readQuestion } from '../knowledge/find-articles.ts';
import type { FoundArticle } from '../knowledge/search-articles.ts';
import { readCompletion } from './read-completion.ts';

/** Where a service with the API of OpenAI is, and who we are to it. */
export interface OpenAiOptions {
  /** E.g. `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  /** Which model answers where the node names none. */
  readonly model?: string | undefined;
}

/** The node's `options`. */
const nodeOptionsSchema = z.strictObject({
  model: z.optional(z.string()),
  /** Who the agent is, and what it may say. */
  system: z.optional(localizedSchema),
  temperature: z.optional(z.number().check(z.minimum(0), z.maximum(2))),
  maxTokens: z.optional(z.int().check(z.minimum(1))),
  /** How many of the last messages it is told. */
  history: z._default(z.int().check(z.minimum(0), z.maximum(50)), 10),
  /** Whether it is told what the bot's articles say of the question. */
  knowledge: z._default(z.boolean(), false),
});
type NodeOptions = z.infer<typeof nodeOptionsSchema>;

const TRIES = 3;
/** How long is waited before another try at most, whatever the service asks for. */
const MAX_PAUSE_MS = 5000;
const PAUSE_MS = 500;
/** How long a stream may be silent. */
const SILENCE_MS = 30_000;

/** Worth another try: too many at once, or a fault of theirs. */
const isPassing = (status: number) => status === 429 || status >= 500;

function pauseOf(response: Response, attempt: number): number {
  const asked = Number(response.headers.get('retry-after')) * 1000;
  return Math.min(MAX_PAUSE_MS, asked > 0 ? asked : PAUSE_MS * 2 ** attempt);
}

function systemText(options: NodeOptions, articles: readonly FoundArticle[], locale: string): string {
  const system = localize(options.system ?? 'You answer the visitors of a site, briefly and kindly.', locale);
  if (articles.length === 0) return system;
  const known = articles.map(({ title, body }) => `## ${title}\n${body}`).join('\n\n');
  return `${system}\n\nAnswer from these articles. If they do not say it, say that you do not know.\n\n${known}`;
}

/**
 * Answers by a service that speaks the API of OpenAI, as it writes. Its stages are `search` (with `knowledge`),
 * `ask` and `write`. What is thrown names a reason and never what the service said: that may repeat the key.
 */
export function createOpenAiProvider(db: Db, service: OpenAiOptions): AgentProvider {
  async function request(body: object, input: AgentInput, signal: AbortSignal): Promise<Response> {
    for (let attempt = 0; ; attempt += 1) {
      const response = await fetch(`${service.baseUrl.replace(/\/+$/, '')}/chat/completions`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          'idempotency-key': input.idempotencyKey,
          ...(service.apiKey ? { authorization: `Bearer ${service.apiKey}` } : {}),
        },
        body: JSON.stringify(body),
        // Another place would get the key, and what the visitor said.
        redirect: 'error',
        signal,
      });
      if (response.ok) return response;
      await response.body?.cancel().catch(() => {});
      if (!isPassing(response.status) || attempt + 1 >= TRIES) {
        throw new Error(`the service answered with status ${response.status}`);
      }
      await delay(pauseOf(response, attempt), undefined, { signal });
    }
  }

  async function search({ botId, question, locale }: AgentInput, context: AgentContext) {
    await context.stage('search');
    const found = await findArticles(db, botId, question, await readQuestion(db, { botId, question, locale }));
    return found?.articles ?? [];
  }

  async function write(body: object, input: AgentInput, context: AgentContext): Promise<string> {
    const silence = new AbortController();
    const silent = setTimeout(() => silence.abort(new Error('the stream fell silent')), SILENCE_MS);
    try {
      const response = await request(body, input, AbortSignal.any([context.signal, silence.signal]));
      if (!response.body) throw new Error('the service answered without a body');
      let text = '';
      for await (const piece of readCompletion(response.body, () => void silent.refresh())) {
        if (text === '') await context.stage('write');
        text += piece;
        context.draft(piece);
      }
      return text;
    } catch (error) {
      context.signal.throwIfAborted();
      if (silence.signal.aborted) throw silence.signal.reason;
      // What fetch throws says why in its cause; the addresses in there are for nobody.
      const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
      throw cause ? new Error(`the service cannot be reached (${cause.code ?? 'no answer'})`) : new Error(message);
    } finally {
      clearTimeout(silent);
    }
  }

  return {
    async run(input, context): Promise<AgentAnswer | null> {
      const parsed = nodeOptionsSchema.safeParse(input.options);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw new Error(`the node's options are wrong: ${issue?.path.join('.')}: ${issue?.message}`);
      }
      const options = parsed.data;
      const model = options.model ?? service.model;
      if (model === undefined) throw new Error('no model is named, neither by the node nor by OPENAI_MODEL');
      const articles = options.knowledge ? await search(input, context) : [];
      await context.stage('ask');
      const before = await input.history(options.history);
      const body = {
        model,
        stream: true,
        messages: [
          { role: 'system', content: systemText(options, articles, input.locale) },
          ...before.map(({ by, text }) => ({ role: by === 'visitor' ? 'user' : 'assistant', content: text })),
          { role: 'user', content: input.question },
        ],
        ...(options.temperature === undefined ? {} : { temperature: options.temperature }),
        ...(options.maxTokens === undefined ? {} : { max_tokens: options.maxTokens }),
      };
      const text = (await write(body, input, context)).trim();
      if (text === '') return null;
      return { text, sources: articles.map(({ id, title }) => ({ id, title })) };
    },
  };
}
