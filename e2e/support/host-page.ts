import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HostPage {
  /** The origin of the page; the server has another port and therefore another origin. */
  readonly origin: string;
  /** Sets the HTML that every path returns. */
  serve(html: string, headers?: Readonly<Record<string, string>>): void;
  close(): void;
}

/** The website of a customer, on an origin of its own. */
export async function startHostPage(): Promise<HostPage> {
  let html = '';
  let headers: Readonly<Record<string, string>> = {};
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    serve(next, nextHeaders = {}) {
      html = next;
      headers = nextHeaders;
    },
    close: () => void server.close(),
  };
}

export interface Embed {
  /** The URL of the loader. */
  readonly script: string;
  readonly init: Readonly<Record<string, unknown>>;
  /** Set on every script of the page. */
  readonly nonce?: string;
  /** Additional attributes of the loader's tag. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly head?: string;
  /** Code that runs after `init`, before the loader has been loaded. */
  readonly after?: string;
}

/** A page with the documented embed code: stubs that queue calls, an async loader, `init`. */
export function hostHtml({ script, init, nonce = '', attributes = {}, head = '', after = '' }: Embed): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">${head}</head>
<body><main><h1>A shop</h1><p><a href="#lamps">Lamps</a></p></main>
<script nonce="${nonce}">
(function (w, d, s, o, u) {
  w.KwizbotWidget = o;
  [o, o + '_event'].forEach(function (f) { w[f] = w[f] || function () { (w[f].q = w[f].q || []).push(arguments) } });
  w[o].l = 1 * new Date();
  var js = d.createElement(s), first = d.getElementsByTagName(s)[0];
  js.async = 1;
  var more = ${JSON.stringify(attributes)};
  for (var name in more) js.setAttribute(name, more[name]);
  js.src = u;
  first.parentNode.insertBefore(js, first);
}(window, document, 'script', 'kw', ${JSON.stringify(script)}));
kw('init', ${JSON.stringify(init)});
${after}
</script></body></html>`;
}
