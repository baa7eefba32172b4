import type { FastifyPluginAsync } from 'fastify';

/** The states of orders in the demo shop; the last digit of an order number is the index. */
const STATES = [
  'packed',
  'shipped',
  'delivered',
  'packed',
  'shipped',
  'packed',
  'delivered',
  'shipped',
  'packed',
  null,
];

/** The order service that the demo's scenario calls: `/demo/orders/HL-12345`. */
export const orderRoute: FastifyPluginAsync = async (app) => {
  app.get<{ Params: { number: string } }>('/demo/orders/:number', async ({ params }, reply) => {
    const [, digit] = /^hl-\d{4}(\d)$/i.exec(params.number) ?? [];
    if (digit === undefined) return reply.callNotFound();
    const state = STATES[Number(digit)];
    if (!state) return reply.code(404).send({ error: 'There is no such order.' });
    return { order: { state, carrier: 'Nova Poshta', days: 2 + Number(digit) } };
  });
};
