import { setTimeout as delay, setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Db } from '../../db/open-database.ts';
import type { AgentContext, AgentProvider } from '../agent.types.ts';
import { findArticles, readQuestion } from './find-articles.ts';
import { type Passage, rankPassages } from './rank-passages.ts';
import type { FoundArticle } from './search-articles.ts';
import { toSource } from './to-source.ts';

/** The maximum number of sentences in an answer. */
const SENTENCES = 4;

/** The best sentences, in the order of their articles. */
function choose(passages: readonly Passage[], articles: readonly FoundArticle[]): Passage[] {
  const order = new Map(articles.map(({ id }, index) => [id, index]));
  const best = [...passages].sort((a, b) => b.score - a.score).slice(0, SENTENCES);
  return best.sort((a, b) => (order.get(a.articleId) ?? 0) - (order.get(b.articleId) ?? 0) || a.at - b.at);
}

/**
 * Answers from the bot's own articles with the full-text search of the database, without network access. Its
 * stages are `question`, `search` (`{{count}}` when it is done), `read` (one per article: `{{title}}`, `{{number}}`, `{{count}}`) and `write`.
 *
 * @param pauseMs how long it pauses after each sentence, so that an answer is seen being written
 */
export function createKnowledgeProvider(db: Db, pauseMs = 0): AgentProvider {
  async function find(botId: string, question: string, locale: string, context: AgentContext) {
    await context.stage('question');
    const stems = await readQuestion(db, { botId, question, locale });
    await context.stage('search');
    const found = await findArticles(db, botId, question, stems);
    const count = found?.articles.length ?? 0;
    context.endStage({ values: { count }, detail: { count } });
    return found;
  }

  return {
    usesTools: false,
    stages: [
      { name: 'question' },
      { name: 'search', values: ['count'] },
      { name: 'read', values: ['title', 'number', 'count'] },
      { name: 'write', values: ['count'] },
    ],
    async run({ botId, question, locale }, context) {
      const found = await find(botId, question, locale, context);
      if (!found) return null;
      const { articles, words } = found;
      const passages: Passage[] = [];
      for (const [index, article] of articles.entries()) {
        context.signal.throwIfAborted();
        await context.stage('read', { title: article.title, number: index + 1, count: articles.length });
        passages.push(...(await rankPassages(db, article, words)));
      }
      await context.stage('write', { count: articles.length });
      const pieces: string[] = [];
      for (const { text } of choose(passages, articles)) {
        const piece = pieces.length === 0 ? text : ` ${text}`;
        pieces.push(piece);
        context.draft(piece);
        // Yields, so that each sentence is sent in its own frame.
        await (pauseMs > 0 ? delay(pauseMs, undefined, { signal: context.signal }) : yieldToOthers());
      }
      return { text: pieces.join(''), sources: articles.map(toSource) };
    },
  };
}
