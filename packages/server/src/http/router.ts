import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import helmet from 'helmet';
import type { Logger } from '../lib/logger.ts';

/** Answers a request, or returns false to let the next route look at it. */
export type Route = (request: IncomingMessage, response: ServerResponse, path: string) => boolean | Promise<boolean>;

// The widget's files are loaded by pages of other origins; a page that needs a policy of its own sets it.
const protect = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  // Whether a site is to be reached by https alone is for the proxy in front to say.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
});

export function sendText(response: ServerResponse, status: number, type: string, text: string): true {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
  response.end(text);
  return true;
}

export const sendJson = (response: ServerResponse, status: number, value: unknown): true =>
  sendText(response, status, 'application/json; charset=utf-8', JSON.stringify(value));

/** Matches one path of GET and HEAD requests. */
export const get =
  (path: string, answer: (request: IncomingMessage, response: ServerResponse) => unknown): Route =>
  async (request, response, actual) => {
    if (actual !== path || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    await answer(request, response);
    return true;
  };

/** Asks the routes in turn. A route that fails costs its request, never the server. */
export function createRouter(routes: readonly Route[], logger: Logger): RequestListener {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    for (const route of routes) if (await route(request, response, path)) return;
    sendText(response, 404, 'text/plain; charset=utf-8', 'Not found.\n');
  };
  return (request, response) => {
    protect(request, response, () => {
      answer(request, response).catch((error: Error) => {
        const malformed = error instanceof URIError || error instanceof TypeError;
        if (!malformed) logger.error({ error: error.message }, 'an HTTP request failed');
        if (response.headersSent) response.destroy();
        else
          sendText(
            response,
            malformed ? 400 : 500,
            'text/plain; charset=utf-8',
            malformed ? 'Bad request.\n' : 'Failed.\n',
          );
      });
    });
  };
}
