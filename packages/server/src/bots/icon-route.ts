import type { FastifyPluginAsync } from 'fastify';
import type { Db } from '../db/open-database.ts';

/** `GET /api/bots/{bot}/icon`: the URL changes with the icon. */
export const iconRoute =
  (db: Db): FastifyPluginAsync =>
  async (app) => {
    app.get<{ Params: { bot: string } }>('/api/bots/:bot/icon', async ({ params }, reply) => {
      const row = await db
        .selectFrom('bots')
        .select(['icon', 'icon_mime'])
        .where('id', '=', params.bot)
        .executeTakeFirst();
      if (!row?.icon || row.icon_mime === null) return reply.callNotFound();
      return reply
        .headers({
          'content-type': row.icon_mime,
          'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
          'x-content-type-options': 'nosniff',
          'cache-control': 'public, max-age=31536000, immutable',
        })
        .send(Buffer.from(row.icon));
    });
  };
