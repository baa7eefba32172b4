import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Db } from '../../db/open-database.ts';
import { languagesOf } from '../../lib/localized.ts';
import type { AgentContext, AgentProvider } from '../agent.types.ts';
import { type Passage, rankPassages } from './rank-passages.ts';
import { type FoundArticle, searchArticles, stemsOf } from './search-articles.ts';

/** How many articles are read, and how much of them is said. */
const ARTICLES = 3;
const SENTENCES = 4;
/** An article that is worth less than this part of the best one speaks of something else. */
const WORTH_READING = 0.4;

async function languagesOfBot(db: Db, botId: string): Promise<string[]> {
  const rows = await db.selectFrom('articles').select('language').distinct().where('bot_id', '=', botId).execute();
  return rows.map(({ language }) => language);
}

/** The visitor's language first; the others too, because a question may be asked in any. */
function inOrder(languages: readonly string[], locale: string): string[] {
  const preferred = languagesOf(locale);
  return [...languages].sort(
    (a, b) => Number(preferred.includes(b)) - Number(preferred.includes(a)) || (a < b ? -1 : 1),
  );
}

/** The best sentences, in the order in which their articles say them. */
function choose(passages: readonly Passage[], articles: readonly FoundArticle[]): Passage[] {
  const order = new Map(articles.map(({ id }, index) => [id, index]));
  const best = [...passages].sort((a, b) => b.score - a.score).slice(0, SENTENCES);
  return best.sort((a, b) => (order.get(a.articleId) ?? 0) - (order.get(b.articleId) ?? 0) || a.at - b.at);
}

/**
 * Answers from the bot's own articles by the full-text search of the database, without a network. Its
 * stages are `question`, `search`, `read` (one per article: `{{title}}`, `{{number}}`, `{{count}}`) and `write`.
 */
export function createKnowledgeProvider(db: Db): AgentProvider {
  async function find(botId: string, question: string, locale: string, context: AgentContext) {
    await context.stage('question');
    const stems = new Map<string, string[]>();
    for (const language of inOrder(await languagesOfBot(db, botId), locale)) {
      stems.set(language, await stemsOf(db, question, language));
    }
    await context.stage('search');
    for (const [language, words] of stems) {
      const found = await searchArticles(db, botId, language, question, words);
      const [best] = found;
      if (!best) continue;
      const worth = found.filter(({ score }) => score >= best.score * WORTH_READING).slice(0, ARTICLES);
      return { articles: worth, words };
    }
    return null;
  }

  return {
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
        // Each sentence leaves as a frame of its own.
        await yieldToOthers();
      }
      return { text: pieces.join(''), sources: articles.map(({ id, title }) => ({ id, title })) };
    },
  };
}
