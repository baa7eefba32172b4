import { sql } from 'kysely';
import type { Db } from '../../db/open-database.ts';
import { anyOf, dictionaryOf, type FoundArticle } from './search-articles.ts';

export interface Passage {
  readonly articleId: string;
  /** The index of the sentence in its article. */
  readonly at: number;
  readonly text: string;
  readonly score: number;
}

/** Splits a text into sentences. */
const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?…])\s+(?=[\p{Lu}\d"«“])/u)
    .map((sentence) => sentence.trim())
    .filter(Boolean);

/** Scores each sentence of an article as an answer to a question. */
export async function rankPassages(db: Db, article: FoundArticle, stems: readonly string[]): Promise<Passage[]> {
  const sentences = sentencesOf(article.body);
  const dictionary = dictionaryOf(article.language);
  const { rows } = await sql<{ at: number; score: number }>`
    select (ordinality - 1)::int as at,
      ts_rank(to_tsvector(${dictionary}::regconfig, sentence), to_tsquery('simple', ${anyOf(stems, article.language)})) as score
    from unnest(${sentences}::text[]) with ordinality as sentences(sentence, ordinality)
  `.execute(db);
  return rows.map(({ at, score }) => ({
    articleId: article.id,
    at,
    text: sentences[at] ?? '',
    // Sentences of better articles score higher, and every sentence has a minimum score because its article matches.
    score: article.score * (0.2 + score),
  }));
}
