import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../db/open-database.ts';

export interface FoundArticle {
  readonly id: string;
  readonly language: string;
  readonly title: string;
  readonly body: string;
  readonly url: string | null;
  readonly score: number;
}

/** The Postgres dictionary that stems a language; unsupported languages use `simple`, which does not stem. */
export const dictionaryOf = (language: string): string =>
  ({ en: 'english', ru: 'russian' })[language.split(/[-_]/)[0] ?? ''] ?? 'simple';

/** Splits a question into the stems for searching the articles of a language. */
export async function stemsOf(db: Db, question: string, language: string): Promise<string[]> {
  const { rows } = await sql<{ stem: string }>`
    select distinct unnest(tsvector_to_array(to_tsvector(${dictionaryOf(language)}::regconfig, ${question}))) as stem
  `.execute(db);
  return rows.map(({ stem }) => stem);
}

/** Removes endings that `simple` does not remove, so that other forms of a word match. */
function prefixOf(stem: string): string {
  const letters = [...stem];
  return letters.length > 5 ? letters.slice(0, -2).join('') : stem;
}

/** A tsquery of quoted stems, so that a question cannot contain operators. */
const quote = (stem: string) => `'${stem.replace(/[\\']/g, (char) => char + char)}'`;

/** Any of the words, matched as prefixes. */
export const anyOf = (stems: readonly string[], language: string): string =>
  stems.map((stem) => `${quote(dictionaryOf(language) === 'simple' ? prefixOf(stem) : stem)}:*`).join(' | ');

async function search(db: Db, botId: string, language: string, query: RawBuilder<unknown>): Promise<FoundArticle[]> {
  const { rows } = await sql<FoundArticle>`
    select id, language, title, body, url, ts_rank_cd(search, query, 1) as score
    from articles, ${query} as query
    where bot_id = ${botId} and language = ${language} and search @@ query
    order by score desc, id
    limit 5
  `.execute(db);
  return rows;
}

/** The weight of each kind of match: an exact phrase scores highest. */
const WORTH = { phrase: 4, all: 2, any: 1 } as const;

/**
 * Searches a bot's articles for the phrase, for all the words and for any of them.
 *
 * @returns best first
 */
export async function searchArticles(
  db: Db,
  botId: string,
  language: string,
  question: string,
  stems: readonly string[],
): Promise<FoundArticle[]> {
  if (stems.length === 0) return [];
  const dictionary = dictionaryOf(language);
  const queries = [
    [WORTH.phrase, sql`phraseto_tsquery(${dictionary}::regconfig, ${question})`],
    [WORTH.all, sql`plainto_tsquery(${dictionary}::regconfig, ${question})`],
    [WORTH.any, sql`to_tsquery('simple', ${anyOf(stems, language)})`],
  ] as const;
  const best = new Map<string, FoundArticle>();
  for (const [worth, query] of queries) {
    for (const article of await search(db, botId, language, query)) {
      const score = (best.get(article.id)?.score ?? 0) + article.score * worth;
      best.set(article.id, { ...article, score });
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}
