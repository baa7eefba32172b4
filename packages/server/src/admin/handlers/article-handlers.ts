import { idSchema } from '@connective-chat/contracts/admin';
import type { AdminDeps, ApiHandlers } from '../admin-api.types.ts';
import { ApiRefusal, notFound } from '../api-refusal.ts';
import { checkBot } from '../bot-store.ts';

const PAGE = 50;

async function readArticle({ db }: AdminDeps, bot: string, id: string) {
  const row = await db
    .selectFrom('articles')
    .select(['id', 'language', 'title', 'body', 'url'])
    .where('bot_id', '=', bot)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('article');
  const { url, ...article } = row;
  return { ...article, ...(url === null ? {} : { url }) };
}

/** Escapes `%` and `_`, which are wildcards in LIKE. */
const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

export const articleHandlers: ApiHandlers<'listArticles' | 'getArticle' | 'saveArticle' | 'deleteArticle'> = {
  async listArticles({ db }, { input, param }) {
    const bot = param('bot');
    await checkBot(db, bot);
    const limit = input.limit ?? PAGE;
    let query = db
      .selectFrom('articles')
      .select(['id', 'language', 'title', 'url'])
      .select((eb) => eb.fn<number>('length', ['body']).as('length'))
      .where('bot_id', '=', bot)
      .orderBy('id')
      .limit(limit + 1);
    if (input.after !== undefined) query = query.where('id', '>', input.after);
    if (input.language !== undefined) query = query.where('language', '=', input.language);
    if (input.query) {
      const pattern = containing(input.query);
      query = query.where((eb) => eb.or([eb('title', 'ilike', pattern), eb('body', 'ilike', pattern)]));
    }
    const rows = await query.execute();
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  },

  async getArticle(deps, { param }) {
    return { article: await readArticle(deps, param('bot'), param('article')) };
  },

  async saveArticle(deps, { who, input, param }) {
    const [bot, id] = [param('bot'), param('article')];
    const { db, audit } = deps;
    await checkBot(db, bot);
    if (!idSchema.safeParse(id).success) throw new ApiRefusal('INVALID', 'article: 1 to 64 letters, digits, _ and -.');
    const row = { ...input, url: input.url ?? null };
    await db.transaction().execute(async (trx) => {
      await trx
        .insertInto('articles')
        .values({ ...row, id, bot_id: bot })
        .onConflict((conflict) => conflict.columns(['bot_id', 'id']).doUpdateSet(row))
        .execute();
      const target = { kind: 'bot', id: bot };
      await audit.note({ actor: who.account, action: 'bot.article_saved', target, detail: { article: id } }, trx);
    });
    return { article: await readArticle(deps, bot, id) };
  },

  async deleteArticle({ db, audit }, { who, param }) {
    const [bot, id] = [param('bot'), param('article')];
    await db.transaction().execute(async (trx) => {
      const deleted = await trx
        .deleteFrom('articles')
        .where('bot_id', '=', bot)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      if (!deleted) throw notFound('article');
      const target = { kind: 'bot', id: bot };
      await audit.note({ actor: who.account, action: 'bot.article_deleted', target, detail: { article: id } }, trx);
    });
    return {};
  },
};
