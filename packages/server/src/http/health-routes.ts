import type { FastifyPluginAsync } from 'fastify';
import { checkReadiness, type ReadinessDeps } from '../db/check-readiness.ts';
import type { Metrics } from './metrics.ts';

/**
 * `/healthz`: the process answers. `/readyz`: the database answers too, and has space. `/metrics`: in Prometheus' text
 * format.
 */
export const healthRoutes =
  (store: ReadinessDeps, metrics: Metrics): FastifyPluginAsync =>
  async (app) => {
    app.get('/healthz', (_request, reply) => reply.type('text/plain; charset=utf-8').send('ok\n'));
    app.get('/readyz', async (_request, reply) => {
      const readiness = await checkReadiness(store);
      const ready = readiness === 'ready';
      return reply.code(ready ? 200 : 503).send(ready ? { ready } : { ready, reason: readiness });
    });
    app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.toText()));
  };
