import { type Route, sendJson } from '../http/router.ts';

/** What the shop of the demo knows of an order; the last digit of its number says which. */
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

const ORDER = /^\/demo\/orders\/hl-\d{4}(\d)$/i;

/** The shop's own service, which the demo's scenario calls: `/demo/orders/HL-12345`. */
export const orderRoute: Route = (request, response, path) => {
  const digit = request.method === 'GET' ? ORDER.exec(path)?.[1] : undefined;
  if (digit === undefined) return false;
  const state = STATES[Number(digit)];
  if (!state) return sendJson(response, 404, { error: 'There is no such order.' });
  return sendJson(response, 200, { order: { state, carrier: 'Nova Poshta', days: 2 + Number(digit) } });
};
