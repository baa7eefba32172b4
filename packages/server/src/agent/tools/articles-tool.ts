import { findArticles, readQuestion } from '../knowledge/find-articles.ts';
import type { AgentTool, OpenTools } from './agent-tool.types.ts';

const DESCRIPTION =
  'Searches the help articles of this site, and returns those that match best. Use it before answering a question.';
const INPUT_SCHEMA = {
  type: 'object',
  properties: { query: { type: 'string', description: 'What to look for, in the words of the visitor' } },
  required: ['query'],
  additionalProperties: false,
} as const;
const MAX_QUERY_LENGTH = 1000;

/** Lets an agent search the articles of its bot; those that it is given become the sources of its answer. */
export const openArticlesTool: OpenTools<'articles'> = async (node, { db, botId, locale }) => {
  const { name, description = DESCRIPTION, title, texts } = node;
  const tool: AgentTool = {
    name,
    description,
    inputSchema: INPUT_SCHEMA,
    title,
    texts,
    check: ({ query }) => (typeof query === 'string' && query.trim() !== '' ? null : 'query must be a text'),
    async run({ query }) {
      const question = String(query).slice(0, MAX_QUERY_LENGTH);
      const found = await findArticles(db, botId, question, await readQuestion(db, { botId, question, locale }));
      const articles = found?.articles ?? [];
      return {
        text: articles.map(({ title: heading, body }) => `## ${heading}\n${body}`).join('\n\n') || 'Nothing was found.',
        count: articles.length,
        sources: articles.map(({ id, title: heading }) => ({ id, title: heading })),
      };
    },
  };
  return [tool];
};
