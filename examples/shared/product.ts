/** The shop's product and the chat parameters that describe it. */
export const product = {
  name: 'Halo desk lamp',
  price: 89,
  currency: 'EUR',
  sku: 'HALO-01',
  tagline: 'A quiet circle of light for the end of the day.',
  facts: [
    ['Light', '2,700–4,000 K, 480 lm'],
    ['Power', 'USB-C, 7 W'],
    ['Body', 'Recycled aluminium'],
    ['Delivery', '2–4 working days'],
  ],
} as const;

export const formatPrice = (price: number) =>
  new Intl.NumberFormat('en', { style: 'currency', currency: product.currency, maximumFractionDigits: 0 }).format(
    price,
  );

/** Available to scenarios as `{{customer_name}}`, `{{product}}` and `{{price}}`. */
export const paramsFromSite = { customer_name: 'Olena', product: product.name, price: product.price };
