import type { IncomingMessage, ServerResponse } from 'node:http';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import helmet from 'helmet';
import { isUnstorableText } from '../db/database-errors.ts';
import type { Logger } from '../lib/logger.ts';
import { trustProxies } from './client-address.ts';

/** The timeout for receiving a request with its body. */
const REQUEST_TIMEOUT_MS = 300_000;

// The widget's files are loaded by pages of other origins; pages set their own policies.
const setSecurityHeaders = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  // HSTS is the decision of the proxy in front.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
}) as (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const TEXTS: Readonly<Record<number, string>> = { 404: 'Not found.\n', 413: 'Too large.\n' };

const sendError = (reply: FastifyReply, status: number): FastifyReply =>
  reply
    .code(status)
    .type('text/plain; charset=utf-8')
    .send(TEXTS[status] ?? (status < 500 ? 'Bad request.\n' : 'Failed.\n'));

/** Answers a failed request. Errors of the client are not logged. */
function handleError(logger: Logger, error: FastifyError, reply: FastifyReply): void {
  // NUL in the path, which Postgres cannot store and therefore cannot find.
  const status = isUnstorableText(error) ? 404 : (error.statusCode ?? 500);
  if (status >= 500) logger.error({ error: error.message }, 'an HTTP request failed');
  // Static files: a path outside the folder is not found.
  sendError(reply, status === 403 ? 404 : status);
}

/** Postgres cannot store NUL in a text, so a query for one cannot succeed. */
class NulInUrl extends Error {
  readonly statusCode = 400;
}

/** A URL that cannot be decoded is refused before any hook runs. */
function handleBadUrl(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  setSecurityHeaders(request.raw, reply.raw, () => void sendError(reply, 400));
}

/**
 * The HTTP server without routes: security headers, error answers, and
 * `reply.sendFile`, which prefers a `.br` or `.gz` file beside the requested one.
 *
 * @param options.proxies the number of our own proxies, see `clientAddress`
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
  // Each route that sends a file sets its own caching headers.
  app.register(fastifyStatic, { serve: false, preCompressed: true, cacheControl: false });
  return app;
}
