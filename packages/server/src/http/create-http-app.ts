import type { IncomingMessage, ServerResponse } from 'node:http';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import helmet from 'helmet';
import { isUnstorableText } from '../db/database-errors.ts';
import type { Logger } from '../lib/logger.ts';
import { trustProxies } from './client-address.ts';

/** How long a client may take to send a request with its body. */
const REQUEST_TIMEOUT_MS = 300_000;

// The widget's files are loaded by pages of other origins; a page that needs a policy of its own sets it.
const setSecurityHeaders = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  // Whether a site is to be reached by https alone is for the proxy in front to say.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
}) as (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const TEXTS: Readonly<Record<number, string>> = { 404: 'Not found.\n', 413: 'Too large.\n' };

const sendError = (reply: FastifyReply, status: number): FastifyReply =>
  reply
    .code(status)
    .type('text/plain; charset=utf-8')
    .send(TEXTS[status] ?? (status < 500 ? 'Bad request.\n' : 'Failed.\n'));

/** A request that failed costs its own answer, never the server. What the client did wrong is not logged. */
function handleError(logger: Logger, error: FastifyError, reply: FastifyReply): void {
  // A part of the path that Postgres cannot store, and so cannot find.
  const status = isUnstorableText(error) ? 404 : (error.statusCode ?? 500);
  if (status >= 500) logger.error({ error: error.message }, 'an HTTP request failed');
  // Static files: a path that leads out of the folder does not exist, whatever stands there.
  sendError(reply, status === 403 ? 404 : status);
}

/** No text of Postgres holds a NUL character, so no query for one can succeed. */
class NulInUrl extends Error {
  readonly statusCode = 400;
}

/** A URL that cannot be decoded is refused before any hook runs. */
function handleBadUrl(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  setSecurityHeaders(request.raw, reply.raw, () => void sendError(reply, 400));
}

/**
 * The HTTP side of the server without routes: security headers, answers to what fails or is not found, and
 * `reply.sendFile`, which prefers a `.br` or `.gz` file beside the one that is asked for.
 *
 * @param options.proxies how many proxies of ours stand in front, see `clientAddress`
 */
export function createHttpApp({ logger, proxies }: { logger: Logger; proxies: number }): FastifyInstance {
  const app = Fastify({
    trustProxy: proxies > 0 && trustProxies(proxies),
    requestTimeout: REQUEST_TIMEOUT_MS,
    // An encoded id of 64 characters is longer than the default of 100. The whole URL is limited by Node.
    routerOptions: { maxParamLength: 1024 },
    frameworkErrors: handleBadUrl,
  });
  app.addHook('onRequest', (request, reply, done) => setSecurityHeaders(request.raw, reply.raw, done));
  app.addHook('onRequest', async ({ url }) => {
    if (url.includes('%00')) throw new NulInUrl();
  });
  app.setErrorHandler<FastifyError>((error, _, reply) => handleError(logger, error, reply));
  app.setNotFoundHandler((_, reply) => sendError(reply, 404));
  // Whoever sends a file says how it is cached.
  app.register(fastifyStatic, { serve: false, preCompressed: true, cacheControl: false });
  return app;
}
