import type { FastifyPluginAsync } from 'fastify';
import { lampRoutes } from './lamp-pictures.ts';
import { orderRoute } from './orders.ts';
import { shopRoute } from './shop-page.ts';

/** The routes of the demo shop: its page, pictures and order service. */
export const demoRoutes: FastifyPluginAsync = async (app) => {
  app.register(shopRoute);
  app.register(lampRoutes);
  app.register(orderRoute);
};
