import type { FastifyPluginAsync } from 'fastify';
import { lampRoutes } from './lamp-pictures.ts';
import { orderRoutes } from './orders.ts';
import { shopRoute } from './shop-page.ts';

/** The demo shop: its page, the pictures of its lamps, and the services that know its orders and deliveries. */
export const demoRoutes =
  (delayMs: number): FastifyPluginAsync =>
  async (app) => {
    app.register(shopRoute);
    app.register(lampRoutes);
    app.register(orderRoutes(delayMs));
  };
