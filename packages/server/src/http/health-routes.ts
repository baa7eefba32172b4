import type { FastifyPluginAsync } from 'fastify';
import { isReady } from '../db/is-ready.ts';
import type { Db } from '../db/open-database.ts';
import type { Metrics } from './metrics.ts';

/** `/healthz`: the process answers. `/readyz`: the database answers too. `/metrics`: in Prometheus' text format. */
export const healthRoutes =
  (db: Db, metrics: Metrics): FastifyPluginAsync =>
  async (app) => {
    app.get('/healthz', (_request, reply) => reply.type('text/plain; charset=utf-8').send('ok\n'));
    app.get('/readyz', async (_request, reply) => {
      const ready = await isReady(db);
      return reply.code(ready ? 200 : 503).send({ ready });
    });
    app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.toText()));
  };
