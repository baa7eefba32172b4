import { languagesOf } from '@connective-chat/contracts/scenario';
import type { Db } from '../../db/open-database.ts';
import { type FoundArticle, searchArticles, stemsOf } from './search-articles.ts';

/** The maximum number of articles used. */
const ARTICLES = 3;
/** Articles that score below this fraction of the best one are ignored. */
const WORTH_READING = 0.4;

async function languagesOfBot(db: Db, botId: string): Promise<string[]> {
  const rows = await db.selectFrom('articles').select('language').distinct().where('bot_id', '=', botId).execute();
  return rows.map(({ language }) => language);
}

/** The visitor's language first, then the others, because a question may be in any language. */
function inOrder(languages: readonly string[], locale: string): string[] {
  const preferred = languagesOf(locale);
  return [...languages].sort(
    (a, b) => Number(preferred.includes(b)) - Number(preferred.includes(a)) || (a < b ? -1 : 1),
  );
}

/** The stems of a question in each language of the bot's articles, the visitor's first. */
export async function readQuestion(
  db: Db,
  { botId, question, locale }: { botId: string; question: string; locale: string },
): Promise<Map<string, string[]>> {
  const stems = new Map<string, string[]>();
  for (const language of inOrder(await languagesOfBot(db, botId), locale)) {
    stems.set(language, await stemsOf(db, question, language));
  }
  return stems;
}

/** The matching articles, best first, in the first language with a match; null if there is none. */
export async function findArticles(
  db: Db,
  botId: string,
  question: string,
  stems: ReadonlyMap<string, readonly string[]>,
): Promise<{ articles: readonly FoundArticle[]; words: readonly string[] } | null> {
  for (const [language, words] of stems) {
    const found = await searchArticles(db, botId, language, question, [...words]);
    const [best] = found;
    if (!best) continue;
    const articles = found.filter(({ score }) => score >= best.score * WORTH_READING).slice(0, ARTICLES);
    return { articles, words };
  }
  return null;
}
