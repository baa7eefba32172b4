import type { Db } from '../db/open-database.ts';
import type { Route } from '../http/router.ts';

const ICON_PATH = /^\/api\/bots\/([^/]{1,64})\/icon$/;

/** `GET /api/bots/{bot}/icon`: its address changes with the icon. */
export function iconRoute(db: Db): Route {
  return async (request, response, path) => {
    const [, id] = ICON_PATH.exec(path) ?? [];
    if (id === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    const row = await db.selectFrom('bots').select(['icon', 'icon_mime']).where('id', '=', id).executeTakeFirst();
    if (!row?.icon || row.icon_mime === null) return false;
    response.writeHead(200, {
      'content-type': row.icon_mime,
      'content-length': row.icon.byteLength,
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    response.end(request.method === 'HEAD' ? undefined : Buffer.from(row.icon));
    return true;
  };
}
