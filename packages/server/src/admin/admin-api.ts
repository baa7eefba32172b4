import { adminEndpoints, type EndpointName } from '@connective-chat/contracts/admin';
import { problemsOfIssues } from '@connective-chat/contracts/problem';
import { guardShape } from '@connective-chat/core/protocol';
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest, HTTPMethods } from 'fastify';
import type * as z from 'zod/mini';
import { AccountError } from '../accounts/account-error.ts';
import type { LoggedIn } from '../accounts/account-tokens.ts';
import { isUnstorableText } from '../db/database-errors.ts';
import { clientAddress } from '../http/client-address.ts';
import { isOwnOrigin, OWN_ORIGIN_HINT } from '../http/own-origin.ts';
import type { AdminDeps, ApiHandler, ApiRequest } from './admin-api.types.ts';
import { ApiRefusal } from './api-refusal.ts';
import { accountHandlers } from './handlers/account-handlers.ts';
import { articleHandlers } from './handlers/article-handlers.ts';
import { auditHandlers } from './handlers/audit-handlers.ts';
import { authHandlers } from './handlers/auth-handlers.ts';
import { botHandlers } from './handlers/bot-handlers.ts';
import { deskHandlers } from './handlers/desk-handlers.ts';
import { feedbackHandlers } from './handlers/feedback-handlers.ts';
import { scenarioHandlers } from './handlers/scenario-handlers.ts';

const handlers = {
  ...authHandlers,
  ...accountHandlers,
  ...botHandlers,
  ...scenarioHandlers,
  ...articleHandlers,
  ...deskHandlers,
  ...auditHandlers,
  ...feedbackHandlers,
} as { readonly [N in EndpointName]: ApiHandler<N> };

/** Enough for a scenario of several thousand nodes or the longest article. */
const MAX_JSON_BYTES = 1024 * 1024;
const MAX_PICTURE_BYTES = 256 * 1024;
const BEARER = /^Bearer ([\w-]{20,256})$/i;
/** The endpoints that are allowed before a one-time password is changed. */
const BEFORE_CHANGE: ReadonlySet<EndpointName> = new Set(['me', 'changePassword', 'logout']);
const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const PREFIXES = ['/api/auth', '/api/admin'];

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The endpoint that a route serves. */
    readonly endpoint?: EndpointName;
  }
  interface FastifyRequest {
    /** The account whose token the request carries. */
    loggedIn: LoggedIn | null;
  }
}

/** `/api/admin/bots/{bot}` → `/api/admin/bots/:bot` */
const urlOf = (path: string) => path.replace(/\{(\w+)\}/g, ':$1');

/** @throws ApiRefusal ORIGIN_NOT_ALLOWED */
function checkOrigin(deps: AdminDeps, request: FastifyRequest): void {
  if (isOwnOrigin(deps.ownOrigin, request.headers)) return;
  throw new ApiRefusal('ORIGIN_NOT_ALLOWED', `Only pages of this server may use the settings. ${OWN_ORIGIN_HINT}`);
}

/** @throws ApiRefusal AUTH_FAILED, PASSWORD_CHANGE_REQUIRED, FORBIDDEN */
async function authorize(deps: AdminDeps, request: FastifyRequest, name: EndpointName): Promise<LoggedIn | null> {
  const { access } = adminEndpoints[name];
  if (access === 'anyone') return null;
  const [, token] = BEARER.exec(request.headers.authorization ?? '') ?? [];
  const who = token === undefined ? null : await deps.tokens.find(token);
  if (!who) throw new ApiRefusal('AUTH_FAILED', 'The token is missing, expired or unknown: log in.');
  if (who.account.must_change_password && !BEFORE_CHANGE.has(name)) {
    throw new ApiRefusal('PASSWORD_CHANGE_REQUIRED', 'Change the one-time password first.');
  }
  if (access === 'admin' && who.account.role !== 'admin') {
    throw new ApiRefusal('FORBIDDEN', 'Only admins may do this.');
  }
  return who;
}

/** Checks a body or a query by its schema. The refusal lists every invalid field and quotes no input. */
function checkInput(schema: z.ZodMiniType, raw: unknown): { value: unknown } | { error: ApiRefusal } {
  const shape = guardShape(raw);
  if (shape) return { error: new ApiRefusal('INVALID', `The body is ${shape.replace('-', ' ')}.`) };
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { value: parsed.data };
  const problems = problemsOfIssues(parsed.error.issues.slice(0, 50), raw);
  const [first] = problems;
  return { error: new ApiRefusal('INVALID', `${first?.path || 'body'}: ${first?.message}`, { problems }) };
}

const ACCOUNT_CODES = { NOT_FOUND: true, CONFLICT: true, LAST_ADMIN: true, AUTH_FAILED: true, INVALID: true };

function toRefusal(error: unknown, deps: AdminDeps): ApiRefusal {
  if (error instanceof ApiRefusal) return error;
  if (error instanceof AccountError && error.code in ACCOUNT_CODES) return new ApiRefusal(error.code, error.message);
  if (isUnstorableText(error)) return new ApiRefusal('INVALID', 'A text contains a character that cannot be stored.');
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status === 413) return new ApiRefusal('TOO_LARGE', 'The body is too large.');
  if (status === 415) return new ApiRefusal('UNSUPPORTED_TYPE', 'The body must be application/json.');
  if (status < 500) return new ApiRefusal('INVALID', 'The request cannot be read.');
  deps.logger.error(
    { error: error instanceof Error ? error.message : String(error) },
    'a request of the settings failed',
  );
  return new ApiRefusal('INTERNAL', 'The request failed on the server.');
}

/** Postgres cannot store NUL in a text. @throws ApiRefusal INVALID */
function refuseNul(_key: string, value: unknown): unknown {
  if (typeof value === 'string' && value.includes('\0')) {
    throw new ApiRefusal('INVALID', 'The body contains a NUL character, which cannot be stored.');
  }
  return value;
}

/** Bodies must be declared as JSON: a page of another origin cannot send JSON without a preflight. */
function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: MAX_JSON_BYTES },
    async (_request: FastifyRequest, text: string) => {
      try {
        return text === '' ? {} : JSON.parse(text, refuseNul);
      } catch (error) {
        if (error instanceof ApiRefusal) throw error;
        throw new ApiRefusal('INVALID', 'The body is not JSON.');
      }
    },
  );
}

/** Bodies are bytes, whose type the handler detects. */
function readByteBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: MAX_PICTURE_BYTES },
    async (_request: FastifyRequest, bytes: Buffer) => bytes,
  );
}

function addEndpoint(app: FastifyInstance, deps: AdminDeps, name: EndpointName): void {
  const definition = adminEndpoints[name];
  const schema = 'request' in definition ? definition.request : undefined;
  const isQuery = definition.method === 'GET';
  app.route<{ Params: Record<string, string> }>({
    method: definition.method,
    url: urlOf(definition.path),
    config: { endpoint: name },
    ...(schema ? { schema: isQuery ? { querystring: schema } : { body: schema } } : {}),
    preValidation: async (request) => {
      if (schema && !isQuery && request.body === undefined) {
        throw new ApiRefusal('UNSUPPORTED_TYPE', 'The body must be application/json.');
      }
    },
    handler: async (request) => {
      const asked = {
        who: request.loggedIn,
        input: isQuery ? request.query : request.body,
        param: (name: string) => request.params[name] ?? '',
        address: clientAddress(request.raw, deps.proxies),
        origin: request.headers.origin,
      };
      return {
        ok: true,
        ...(await (handlers[name] as ApiHandler<EndpointName>)(deps, asked as ApiRequest<EndpointName>)),
      };
    },
  });
}

/** Answers unsupported methods and unknown paths. */
function addRefusals(app: FastifyInstance): void {
  const known = new Map<string, Set<HTTPMethods>>();
  for (const { method, path } of Object.values(adminEndpoints)) {
    const methods = known.get(urlOf(path)) ?? new Set();
    known.set(urlOf(path), methods.add(method));
  }
  for (const [url, methods] of known) {
    if (methods.has('GET')) methods.add('HEAD');
    app.route({
      method: METHODS.filter((method) => !methods.has(method)),
      url,
      handler: async () => {
        throw new ApiRefusal('METHOD_NOT_ALLOWED', 'This endpoint does not support this method.');
      },
    });
  }
  for (const prefix of PREFIXES) {
    app.all(`${prefix}/*`, async () => {
      throw new ApiRefusal('NOT_FOUND', 'There is no such endpoint.');
    });
  }
}

/** The endpoints of the table, below `/api/auth/` and `/api/admin/`. */
export const adminRoutes =
  (deps: AdminDeps): FastifyPluginAsync =>
  async (app) => {
    app.decorateRequest('loggedIn', null);
    app.setValidatorCompiler<z.ZodMiniType>(
      ({ schema }) =>
        (raw) =>
          checkInput(schema, raw),
    );
    app.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store');
      checkOrigin(deps, request);
      const { endpoint } = request.routeOptions.config;
      if (endpoint) request.loggedIn = await authorize(deps, request, endpoint);
    });
    app.setErrorHandler((error, request, reply) => {
      const refusal = toRefusal(error, deps);
      if (refusal.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(refusal.retryAfterMs / 1000));
      // The rest of the body is not waited for.
      if (!request.raw.complete) reply.header('connection', 'close');
      reply.code(refusal.status).send(refusal.toWire());
    });
    readJsonBodies(app);
    const names = Object.keys(adminEndpoints) as EndpointName[];
    for (const name of names) if (!('bytes' in adminEndpoints[name])) addEndpoint(app, deps, name);
    app.register(async (pictures) => {
      readByteBodies(pictures);
      for (const name of names) if ('bytes' in adminEndpoints[name]) addEndpoint(pictures, deps, name);
    });
    addRefusals(app);
  };
