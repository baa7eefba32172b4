import { languagesOf } from '@connective-chat/contracts/scenario';
import type { Db } from '../../db/open-database.ts';
import { likelihoodOf } from './language-of-question.ts';
import { type FoundArticle, searchArticles, stemsOf } from './search-articles.ts';

/** The maximum number of articles used. */
const ARTICLES = 3;
/** Articles that score below this fraction of the best one are ignored. */
const WORTH_READING = 0.4;
/** How much better another language must match than that of the page, if the question could be in either. */
const PAGE_LANGUAGE = 1.2;

/** A question as it is searched in the articles of one language. */
export interface QuestionReading {
  readonly language: string;
  readonly stems: readonly string[];
  /** How likely the question is in this language; see `likelihoodOf()`. */
  readonly likelihood: number;
  /** Whether it is the language of the page. */
  readonly isPreferred: boolean;
}

async function languagesOfBot(db: Db, botId: string): Promise<string[]> {
  const rows = await db.selectFrom('articles').select('language').distinct().where('bot_id', '=', botId).execute();
  return rows.map(({ language }) => language).sort();
}

/** Reads a question in each language of the bot's articles. */
export async function readQuestion(
  db: Db,
  { botId, question, locale }: { botId: string; question: string; locale: string },
): Promise<QuestionReading[]> {
  const preferred = languagesOf(locale);
  const readings: QuestionReading[] = [];
  for (const language of await languagesOfBot(db, botId)) {
    readings.push({
      language,
      stems: await stemsOf(db, question, language),
      likelihood: likelihoodOf(language, question),
      isPreferred: preferred.includes(language),
    });
  }
  return readings;
}

/** The matching articles, best first, in the language that the question is most likely in; null if there is none. */
export async function findArticles(
  db: Db,
  botId: string,
  question: string,
  readings: readonly QuestionReading[],
): Promise<{ articles: readonly FoundArticle[]; words: readonly string[] } | null> {
  for (const likelihood of [2, 1, 0]) {
    const matches: { fit: number; articles: readonly FoundArticle[]; words: readonly string[] }[] = [];
    for (const reading of readings) {
      if (reading.likelihood !== likelihood) continue;
      const found = await searchArticles(db, botId, reading.language, question, [...reading.stems]);
      const [best] = found;
      if (!best) continue;
      const articles = found.filter(({ score }) => score >= best.score * WORTH_READING).slice(0, ARTICLES);
      matches.push({ fit: best.score * (reading.isPreferred ? PAGE_LANGUAGE : 1), articles, words: reading.stems });
    }
    const [match] = matches.sort((a, b) => b.fit - a.fit);
    if (match) return match;
  }
  return null;
}
