import { localize, localizedSchema } from '@connective-chat/contracts/scenario';
import type { LanguageModel } from 'ai';
import * as z from 'zod/mini';
import type { Db } from '../../db/open-database.ts';
import type { Source } from '../../db/schema.ts';
import type { AgentAnswer, AgentContext, AgentInput } from '../agent.types.ts';
import { findArticles, readQuestion } from '../knowledge/find-articles.ts';
import type { FoundArticle } from '../knowledge/search-articles.ts';
import { toSource } from '../knowledge/to-source.ts';
import { readNodeOptions } from '../read-node-options.ts';
import type { ToolAgent } from '../tools/tool-agent.ts';
import type { ToolSession } from '../tools/tool-session.ts';
import { askModel } from './ask-model.ts';
import { modelMessages } from './model-messages.ts';

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

function systemText(options: NodeOptions, articles: readonly FoundArticle[], locale: string): string {
  const system = localize(options.system ?? 'You answer the visitors of a site, briefly and kindly.', locale);
  if (articles.length === 0) return system;
  const known = articles.map(({ title, body }) => `## ${title}\n${body}`).join('\n\n');
  return `${system}\n\nAnswer from these articles. If they do not say it, say that you do not know.\n\n${known}`;
}

type ModelResult = Awaited<ReturnType<ToolAgent['runWithTools']>>;

const uniqueById = (sources: readonly Source[]): Source[] => [
  ...new Map(sources.map((source) => [source.id, source])).values(),
];

/** Shows again what an earlier process has done in this turn: its stages, and the text of the draft. */
async function replay(session: ToolSession, context: AgentContext): Promise<void> {
  const ofTurn = session.roundsOfTurn;
  for (const round of session.rounds) {
    if (ofTurn.includes(round)) {
      await context.stage('ask');
      if (round.text.trim() !== '') await context.stage('write');
    }
    await session.replay(round);
  }
  if (session.written !== '') context.draft(session.written);
}

/**
 * Answers with a language model of the AI SDK, streamed as drafts. Stages: `search` (with `knowledge`), `ask` and
 * `write`. Its errors contain a reason and never the response, which may contain the key.
 */
export function createModelAgent(db: Db, selectModel: SelectModel): ToolAgent {
  async function search({ botId, question, locale }: AgentInput, context: AgentContext) {
    await context.stage('search');
    const found = await findArticles(db, botId, question, await readQuestion(db, { botId, question, locale }));
    const articles = found?.articles ?? [];
    context.endStage({ values: { count: articles.length }, detail: { count: articles.length } });
    return articles;
  }

  /** Asks the model, and makes its calls, until it answers or a call ends the turn. */
  async function converse(input: AgentInput, context: AgentContext, session: ToolSession | null): Promise<ModelResult> {
    const options = readNodeOptions(nodeOptionsSchema, input.options);
    const model = selectModel(options.model);
    const resumed = session?.transcript ?? null;
    const question = resumed?.question ?? input.question;
    const articles = options.knowledge ? await search({ ...input, question }, context) : [];
    const start = { question, history: resumed?.history ?? (await input.history(options.history)) };
    const request = {
      model,
      system: systemText(options, articles, input.locale),
      ...(options.temperature === undefined ? {} : { temperature: options.temperature }),
      ...(options.maxTokens === undefined ? {} : { maxOutputTokens: options.maxTokens }),
    };
    if (session) await replay(session, context);
    for (;;) {
      const ending = await session?.makeCalls();
      if (ending) return ending;
      await context.stage('ask');
      const round = session?.roundsOfTurn.length ?? 0;
      const key = round === 0 ? input.idempotencyKey : `${input.idempotencyKey}:round-${round}`;
      const written = session?.written ?? '';
      const answer = await askModel(
        {
          request: { ...request, headers: { 'idempotency-key': key } },
          messages: modelMessages(session?.transcript ?? { ...start, entries: [] }),
          tools: session?.tools ?? new Map(),
          written,
        },
        context,
      );
      if (session && answer.calls.length > 0) {
        const limit = await session.add(start, answer);
        if (limit) return limit;
        continue;
      }
      const text = [written, answer.text.trim()].filter((part) => part !== '').join('\n\n');
      if (text === '') return { kind: 'nothing' };
      const sources = [...articles.map(toSource), ...(session?.sources ?? [])];
      return { kind: 'answer', answer: { text, sources: uniqueById(sources) } };
    }
  }

  return {
    stages: [{ name: 'search', values: ['count'] }, { name: 'ask' }, { name: 'write' }],
    async run(input, context): Promise<AgentAnswer | null> {
      const result = await converse(input, context, null);
      return result.kind === 'answer' ? result.answer : null;
    },
    runWithTools: converse,
  };
}
