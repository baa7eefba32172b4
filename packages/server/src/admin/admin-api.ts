import type { IncomingMessage, ServerResponse } from 'node:http';
import { guardShape } from '@connective-chat/core/protocol';
import { AccountError } from '../accounts/account-error.ts';
import type { LoggedIn } from '../accounts/account-tokens.ts';
import { clientAddress } from '../http/client-address.ts';
import { isOwnOrigin } from '../http/own-origin.ts';
import { BodyTooLarge, readBody } from '../http/read-body.ts';
import { type Route, sendJson } from '../http/router.ts';
import type { AdminDeps, ApiHandler, ApiRequest } from './admin-api.types.ts';
import { adminEndpoints, type EndpointName } from './admin-contract.ts';
import { ApiRefusal } from './api-refusal.ts';
import { accountHandlers } from './handlers/account-handlers.ts';
import { articleHandlers } from './handlers/article-handlers.ts';
import { authHandlers } from './handlers/auth-handlers.ts';
import { botHandlers } from './handlers/bot-handlers.ts';
import { houseHandlers } from './handlers/house-handlers.ts';
import { scenarioHandlers } from './handlers/scenario-handlers.ts';

const handlers = {
  ...authHandlers,
  ...accountHandlers,
  ...botHandlers,
  ...scenarioHandlers,
  ...articleHandlers,
  ...houseHandlers,
} as { readonly [N in EndpointName]: ApiHandler<N> };

/** A scenario of some thousand nodes, or the longest article. */
const MAX_BODY_BYTES = 1024 * 1024;
const BEARER = /^Bearer ([\w-]{20,256})$/i;
/** What may be done before a one-time password is changed. */
const BEFORE_CHANGE: ReadonlySet<EndpointName> = new Set(['me', 'changePassword', 'logout']);

interface Candidate {
  readonly name: EndpointName;
  readonly pattern: RegExp;
  readonly parts: readonly string[];
}

const candidates = (Object.keys(adminEndpoints) as EndpointName[]).map((name): Candidate => {
  const { path } = adminEndpoints[name];
  return {
    name,
    pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`),
    parts: [...path.matchAll(/\{(\w+)\}/g)].map(([, part]) => part as string),
  };
});

/** Still encoded: a slash within a part is no slash of the path. */
const rawPathOf = (request: IncomingMessage) => new URL(request.url ?? '/', 'http://localhost').pathname;

function findEndpoint(request: IncomingMessage): { name: EndpointName; parts: Map<string, string> } {
  const path = rawPathOf(request);
  const fitting = candidates.filter(({ pattern }) => pattern.test(path));
  if (fitting.length === 0) throw new ApiRefusal('NOT_FOUND', 'There is no such endpoint.');
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const found = fitting.find(({ name }) => adminEndpoints[name].method === method);
  if (!found) throw new ApiRefusal('METHOD_NOT_ALLOWED', 'This endpoint has other methods.');
  const values = found.pattern.exec(path) ?? [];
  return {
    name: found.name,
    parts: new Map(found.parts.map((part, index) => [part, decodeURIComponent(values[index + 1] ?? '')])),
  };
}

/** @throws ApiRefusal AUTH_FAILED, PASSWORD_CHANGE_REQUIRED, FORBIDDEN */
async function authorize(deps: AdminDeps, request: IncomingMessage, name: EndpointName): Promise<LoggedIn | null> {
  const { access } = adminEndpoints[name];
  if (access === 'anyone') return null;
  const [, token] = BEARER.exec(request.headers.authorization ?? '') ?? [];
  const who = token === undefined ? null : await deps.tokens.find(token);
  if (!who) throw new ApiRefusal('AUTH_FAILED', 'The token is missing, over or unknown: log in.');
  if (who.account.must_change_password && !BEFORE_CHANGE.has(name)) {
    throw new ApiRefusal('PASSWORD_CHANGE_REQUIRED', 'Change the one-time password first.');
  }
  if (access === 'admin' && who.account.role !== 'admin') {
    throw new ApiRefusal('FORBIDDEN', 'This is for admins.');
  }
  return who;
}

async function readInput(request: IncomingMessage, name: EndpointName): Promise<unknown> {
  const definition = adminEndpoints[name];
  if (!('request' in definition)) return undefined;
  let raw: unknown;
  if (definition.method === 'GET') {
    raw = Object.fromEntries(new URL(request.url ?? '/', 'http://localhost').searchParams);
  } else {
    // Named, because a page of another origin cannot send JSON without being asked whether it may.
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      throw new ApiRefusal('UNSUPPORTED_TYPE', 'The body must be application/json.');
    }
    const text = (await readBody(request, MAX_BODY_BYTES)).toString('utf8');
    try {
      raw = text === '' ? {} : JSON.parse(text);
    } catch {
      throw new ApiRefusal('INVALID', 'The body is not JSON.');
    }
  }
  const shape = guardShape(raw);
  if (shape) throw new ApiRefusal('INVALID', `The body is ${shape.replace('-', ' ')}.`);
  const parsed = definition.request.safeParse(raw);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, 50)
    .map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
  const [first] = problems;
  throw new ApiRefusal('INVALID', `${first?.path || 'body'}: ${first?.message}`, { problems });
}

const ACCOUNT_CODES = { NOT_FOUND: true, CONFLICT: true, LAST_ADMIN: true, AUTH_FAILED: true, INVALID: true };

function toRefusal(error: unknown, deps: AdminDeps): ApiRefusal {
  if (error instanceof ApiRefusal) return error;
  if (error instanceof AccountError && error.code in ACCOUNT_CODES) return new ApiRefusal(error.code, error.message);
  if (error instanceof BodyTooLarge) return new ApiRefusal('TOO_LARGE', 'The body is too large.');
  if (error instanceof URIError) return new ApiRefusal('INVALID', 'The path cannot be decoded.');
  deps.logger.error(
    { error: error instanceof Error ? error.message : String(error) },
    'a request of the settings failed',
  );
  return new ApiRefusal('INTERNAL', 'The server could not do this.');
}

/** The endpoints of the table, below `/api/auth/` and `/api/admin/`. */
export function adminRoute(deps: AdminDeps): Route {
  const answer = async (request: IncomingMessage): Promise<object> => {
    if (!isOwnOrigin(deps.ownOrigin, request.headers.origin, request.headers.host)) {
      throw new ApiRefusal('ORIGIN_NOT_ALLOWED', 'The settings are for pages of this server.');
    }
    const { name, parts } = findEndpoint(request);
    const who = await authorize(deps, request, name);
    const input = await readInput(request, name);
    const asked = {
      who,
      input,
      part: (part: string) => parts.get(part) ?? '',
      address: clientAddress(request, deps.proxies),
      raw: request,
    };
    return (handlers[name] as ApiHandler<EndpointName>)(deps, asked as ApiRequest<EndpointName>);
  };
  return async (request: IncomingMessage, response: ServerResponse, path: string) => {
    if (!path.startsWith('/api/auth/') && !path.startsWith('/api/admin/')) return false;
    response.setHeader('cache-control', 'no-store');
    try {
      return sendJson(response, 200, { ok: true, ...(await answer(request)) });
    } catch (error) {
      const refusal = toRefusal(error, deps);
      if (refusal.retryAfterMs !== undefined) {
        response.setHeader('retry-after', Math.ceil(refusal.retryAfterMs / 1000));
      }
      // What was not read of the body is not waited for.
      if (!request.complete) response.setHeader('connection', 'close');
      return sendJson(response, refusal.status, refusal.toWire());
    }
  };
}
