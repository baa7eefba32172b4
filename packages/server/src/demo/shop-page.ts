import { randomBytes } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';
import { shopStyle } from './shop-style.ts';

/** The parameters of the page, which the scenario reads as `{{customer_name}}`, `{{product}}` and so on. */
const paramsFromSite = {
  customer_name: 'Olena',
  product: 'Halo desk lamp',
  sku: 'HALO-01',
  price: 89,
  currency: 'EUR',
  cart: { items: 1, total: 89 },
};

const initOptions = {
  bot_id: '1',
  language_code: 'en',
  params_from_site: paramsFromSite,
};

/** The embed code of a site: calls made before the script has loaded are queued in `q`. */
const embed = (nonce: string) => `<script nonce="${nonce}">
      (function (w, d, s, o, f, js, fjs) {
        w['KwizbotWidget'] = o;
        w[o] = w[o] || function () { (w[o].q = w[o].q || []).push(arguments) };
        w[o].l = 1 * new Date();
        w['kw_event'] = w['kw_event'] || function () { (w['kw_event'].q = w['kw_event'].q || []).push(arguments) };
        js = d.createElement(s), fjs = d.getElementsByTagName(s)[0];
        js.id = o; js.src = f; js.async = 1; fjs.parentNode.insertBefore(js, fjs);
      }(window, document, 'script', 'kw', '/kwjs.js'));
      kw('init', ${JSON.stringify(initOptions)});
      document.querySelector('[data-ask]').addEventListener('click', function () {
        kw_event('openchat', 1);
        kw_event('emitevent', { event: 'alias', alias: 'product-inquiry' });
      });
    </script>`;

const lamp = `<svg viewBox="0 0 320 360" role="img" aria-label="A ring of light on a slim stem">
          <defs>
            <radialGradient id="glow"><stop offset=".55" stop-color="#ffe9c4" stop-opacity=".9"/><stop offset="1" stop-color="#ffe9c4" stop-opacity="0"/></radialGradient>
            <linearGradient id="metal" x2="1"><stop stop-color="#8d8577"/><stop offset=".5" stop-color="#d9d2c5"/><stop offset="1" stop-color="#8d8577"/></linearGradient>
          </defs>
          <circle cx="160" cy="130" r="128" fill="url(#glow)"/>
          <circle cx="160" cy="130" r="78" fill="none" stroke="#fff4dd" stroke-width="16"/>
          <circle cx="160" cy="130" r="88" fill="none" stroke="url(#metal)" stroke-width="5"/>
          <rect x="157" y="216" width="6" height="106" fill="url(#metal)"/>
          <rect x="147" y="252" width="26" height="10" rx="5" fill="#6f685c"/>
          <ellipse cx="160" cy="326" rx="58" ry="11" fill="url(#metal)"/>
        </svg>`;

const page = (nonce: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Halo desk lamp · Halo</title>
    <link rel="icon" href="data:,">
    <style nonce="${nonce}">${shopStyle}</style>
  </head>
  <body>
    <header>
      <a class="name" href="/">Halo</a>
      <nav aria-label="Shop"><a href="/" aria-current="page">Lamps</a><a href="#delivery">Delivery</a><a href="#details">Details</a></nav>
    </header>
    <main>
      <figure>${lamp}</figure>
      <section>
        <p class="kind">Desk lamp</p>
        <h1>Halo desk lamp</h1>
        <p class="lead">A quiet circle of light for the end of the day. Dims without steps, never flickers, and every part of it can be replaced.</p>
        <p class="price">€89 <span>incl. VAT, free delivery</span></p>
        <div class="actions">
          <button type="button" class="primary">Add to cart</button>
          <button type="button" data-ask>Ask about this lamp</button>
        </div>
        <dl id="details">
          <div><dt>Light</dt><dd>2,700–4,000 K, 480 lm</dd></div>
          <div><dt>Power</dt><dd>USB-C, 7 W</dd></div>
          <div><dt>Body</dt><dd>Recycled aluminium</dd></div>
          <div id="delivery"><dt>Delivery</dt><dd>2–4 working days</dd></div>
        </dl>
      </section>
    </main>
    <footer>A demo shop: nothing here is for sale. The chat in the corner is real.</footer>
    ${embed(nonce)}
  </body>
</html>
`;

/** Allows scripts by nonce and what they load, styles by nonce, and connections to this server only. */
const policyOf = (nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data: https:",
    "media-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self' ws: wss:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ');

/** The demo shop at `/`. Uses the strict policy that the widget supports. */
export const shopRoute: FastifyPluginAsync = async (app) => {
  app.get('/', (_request, reply) => {
    const nonce = randomBytes(16).toString('base64');
    return reply
      .header('content-security-policy', policyOf(nonce))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page(nonce));
  });
};
