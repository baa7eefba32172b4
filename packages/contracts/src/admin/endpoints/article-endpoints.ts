import * as z from 'zod/mini';
import { articleInputSchema, articleSummarySchema } from '../admin-entities.ts';
import { BOT_PATH, count, done, endpoint, ok } from './endpoint.ts';

/** The articles of a bot. */
export const articleEndpoints = {
  listArticles: endpoint({
    method: 'GET',
    path: `${BOT_PATH}/articles`,
    access: 'admin',
    request: z.strictObject({
      query: z.optional(z.string().check(z.maxLength(200))),
      language: z.optional(z.string().check(z.maxLength(35))),
      after: z.optional(z.string().check(z.maxLength(64))),
      limit: count(200),
    }),
    response: z.object({ ...ok, items: z.array(articleSummarySchema), next: z.nullable(z.string()) }),
    errors: ['NOT_FOUND'],
    says: 'The articles, by id; `query` searches title and text.',
  }),
  getArticle: endpoint({
    method: 'GET',
    path: `${BOT_PATH}/articles/{article}`,
    access: 'admin',
    response: z.object({ ...ok, article: z.object({ id: z.string(), ...articleInputSchema.shape }) }),
    errors: ['NOT_FOUND'],
    says: 'One article.',
  }),
  saveArticle: endpoint({
    method: 'PUT',
    path: `${BOT_PATH}/articles/{article}`,
    access: 'admin',
    request: articleInputSchema,
    response: z.object({ ...ok, article: z.object({ id: z.string(), ...articleInputSchema.shape }) }),
    errors: ['NOT_FOUND', 'TOO_LARGE'],
    says: 'Creates or replaces an article. The agent finds it at once.',
  }),
  deleteArticle: endpoint({
    method: 'DELETE',
    path: `${BOT_PATH}/articles/{article}`,
    access: 'admin',
    response: done,
    errors: ['NOT_FOUND'],
    says: 'Deletes an article.',
  }),
} as const;
