import { setTimeout as sleep } from 'node:timers/promises';
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

function lastDigitOf(number: string): number | null {
  const [, digit] = /^hl-\d{4}(\d)$/i.exec(number) ?? [];
  return digit === undefined ? null : Number(digit);
}

/** How many days the delivery of a lamp takes. */
const DAYS: Readonly<Record<string, number>> = { 'Halo desk lamp': 3, 'Halo Wide': 4, 'Halo Clip': 2 };

const MAX_ADDRESS_LENGTH = 300;

/**
 * The services of the shop and of its carrier, which the demo's scenario calls: `/demo/orders/HL-12345`,
 * `/demo/delivery/Halo%20Clip` and `/demo/parcels/HL-12345`, whose address can be changed. They answer as slowly as services of other companies do, so that the demo shows what
 * the bot waits for.
 *
 * @param delayMs how long an answer takes
 */
export const orderRoutes =
  (delayMs: number): FastifyPluginAsync =>
  async (app) => {
    app.get<{ Params: { product: string } }>('/demo/delivery/:product', async ({ params: { product } }) => {
      await sleep(delayMs);
      return { product, days: DAYS[product] ?? 3 };
    });
    app.get<{ Params: { number: string } }>('/demo/orders/:number', async ({ params }, reply) => {
      const digit = lastDigitOf(params.number);
      if (digit === null) return reply.callNotFound();
      await sleep(delayMs);
      const state = STATES[digit];
      if (!state) return reply.code(404).send({ error: 'There is no such order.' });
      return { order: { state, carrier: 'Nova Poshta', days: 2 + digit } };
    });
    app.get<{ Params: { number: string } }>('/demo/parcels/:number', async ({ params }, reply) => {
      const digit = lastDigitOf(params.number);
      await sleep(delayMs);
      if (digit === null || !STATES[digit]) return reply.code(404).send({ error: 'There is no such parcel.' });
      return { carrier: 'Nova Poshta', place: 'Kyiv', days: 2 + digit };
    });
    app.put<{ Params: { number: string }; Body: { address?: unknown } | null }>(
      '/demo/parcels/:number/address',
      async ({ params, body }, reply) => {
        const digit = lastDigitOf(params.number);
        const address = typeof body?.address === 'string' ? body.address.slice(0, MAX_ADDRESS_LENGTH) : '';
        await sleep(delayMs);
        if (digit === null || !STATES[digit]) return reply.code(404).send({ error: 'There is no such parcel.' });
        return { address };
      },
    );
  };
