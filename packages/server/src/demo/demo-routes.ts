import type { FastifyPluginAsync } from 'fastify';
import { lampRoutes } from './lamp-pictures.ts';
import { orderRoute } from './orders.ts';
import { shopRoute } from './shop-page.ts';

/** The demo shop: its page, the pictures of its lamps, and the service that knows its orders. */
export const demoRoutes: FastifyPluginAsync = async (app) => {
  app.register(shopRoute);
  app.register(lampRoutes);
  app.register(orderRoute);
};
