import type { Source } from '../../db/schema.ts';
import type { FoundArticle } from './search-articles.ts';

/** An article as the source of an answer. */
export const toSource = ({ id, title, url }: Pick<FoundArticle, 'id' | 'title' | 'url'>): Source => ({
  id,
  title,
  ...(url ? { url } : {}),
});
