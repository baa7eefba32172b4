import * as z from 'zod/mini';
import { problemSchema } from '../problem/index.ts';
import {
  accountChangeSchema,
  accountSchema,
  articleInputSchema,
  articleSummarySchema,
  auditEntrySchema,
  botDetailSchema,
  botSummarySchema,
  deskSettingsSchema,
  draftSchema,
  idSchema,
  loaderSchema,
  loginSchema,
  mcpServerSchema,
  meSchema,
  newAccountSchema,
  passwordSchema,
  profileChangeSchema,
  providerSchema,
  ratingSchema,
  settingsSchema,
  versionSchema,
} from './admin-entities.ts';

/*
 * The HTTP API of the settings, as one table. Every request except the login carries
 * `Authorization: Bearer {token}`; there are no cookies. Bodies are JSON, except for the bytes of an icon.
 * Every answer is `{ ok: true, … }`, or `{ ok: false, code, message, problems?, retryAfterMs? }`.
 * Only pages of this server's own origin may call it: others get ORIGIN_NOT_ALLOWED.
 *
 * It does not depend on Node, because the console uses the same schemas.
 */

/** Every code with which a request is refused, and the HTTP status that comes with it. */
export const ADMIN_CODES = {
  /** `problems` names every invalid field. */
  INVALID: 400,
  /** A new password that is too easy to guess. */
  WEAK_PASSWORD: 400,
  /** Wrong login or password, or an expired token: log in again. */
  AUTH_FAILED: 401,
  /** The role does not allow it. */
  FORBIDDEN: 403,
  ORIGIN_NOT_ALLOWED: 403,
  /** Until then only `POST /api/auth/password` and `logout` are allowed. */
  PASSWORD_CHANGE_REQUIRED: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  /** Another change was saved meanwhile (`rev`; reload and try again), or the name is taken. */
  CONFLICT: 409,
  /** The last admin cannot be deleted, disabled or made an operator. */
  LAST_ADMIN: 409,
  TOO_LARGE: 413,
  UNSUPPORTED_TYPE: 415,
  /** After `retryAfterMs`, also as `Retry-After`. */
  RATE_LIMITED: 429,
  INTERNAL: 500,
} as const;
/** A code with which a request of the settings API is refused. */
export type AdminCode = keyof typeof ADMIN_CODES;

/** The body of a refused request. */
export const adminRefusalSchema = z.object({
  ok: z.literal(false),
  code: z.string(),
  message: z.string(),
  problems: z.optional(z.array(problemSchema)),
  retryAfterMs: z.optional(z.number()),
});
/** The body of a refused request: `problems` names invalid fields, `retryAfterMs` comes with RATE_LIMITED. */
export type AdminRefusal = z.infer<typeof adminRefusalSchema>;

/** Who may call an endpoint: `anyone`, every account that is logged in, or an admin. */
export type Access = 'anyone' | 'account' | 'admin';

interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `{bot}` and other names in braces are path parameters. */
  readonly path: string;
  readonly access: Access;
  /** The JSON of a body, or the query of a GET. Absent: none. */
  readonly request?: z.ZodMiniType;
  /** The type of a body that is not JSON. */
  readonly bytes?: string;
  readonly response: z.ZodMiniType;
  /** In addition to those of every endpoint: INVALID, AUTH_FAILED, FORBIDDEN, ORIGIN_NOT_ALLOWED … */
  readonly errors: readonly AdminCode[];
  readonly says: string;
}

const endpoint = <const E extends Endpoint>(definition: E): E => definition;

const ok = { ok: z.literal(true) } as const;
const done = z.object(ok);
const rev = z.int().check(z.minimum(0));
const sessionShape = { ...ok, token: z.string(), expiresAt: z.iso.datetime(), me: meSchema };
const session = z.object(sessionShape);
const oneTime = z.object({ ...ok, account: accountSchema, oneTimePassword: z.string() });
const botAnswer = z.object({ ...ok, bot: botDetailSchema });
const note = z.optional(z.string().check(z.maxLength(500)));
/** Numbers in a query are strings. */
const count = (most: number) => z.optional(z.coerce.number().check(z.minimum(1), z.maximum(most)));

const bot = '/api/admin/bots/{bot}';

/** Every endpoint of the settings API, by name. */
export const adminEndpoints = {
  login: endpoint({
    method: 'POST',
    path: '/api/auth/login',
    access: 'anyone',
    request: z.strictObject({
      login: loginSchema,
      password: z.string().check(z.minLength(1), z.maxLength(256)),
      /** What an earlier login of this browser answered. It opens nothing. */
      device: z.optional(z.string().check(z.maxLength(1024))),
    }),
    response: z.object({ ...sessionShape, device: z.string() }),
    errors: ['RATE_LIMITED'],
    says: 'Logs in. The token ends after 12 hours, or with the logout. A client that keeps `device` and sends it with its next login is not kept out by the wrong passwords of others.',
  }),
  logout: endpoint({
    method: 'POST',
    path: '/api/auth/logout',
    access: 'account',
    request: z.strictObject({ everywhere: z._default(z.boolean(), false) }),
    response: done,
    errors: [],
    says: 'Ends this token, or every token of the account, and the connections they opened.',
  }),
  me: endpoint({
    method: 'GET',
    path: '/api/auth/me',
    access: 'account',
    response: z.object({ ...ok, me: meSchema, expiresAt: z.iso.datetime() }),
    errors: [],
    says: 'The account that is logged in. Also answered before a one-time password has been changed.',
  }),
  changeProfile: endpoint({
    method: 'PATCH',
    path: '/api/auth/me',
    access: 'account',
    request: profileChangeSchema,
    response: z.object({ ...ok, me: meSchema }),
    errors: [],
    says: "Changes one's own name and picture, as visitors see them.",
  }),
  changePassword: endpoint({
    method: 'POST',
    path: '/api/auth/password',
    access: 'account',
    request: z.strictObject({ current: z.string().check(z.maxLength(256)), next: passwordSchema }),
    response: session,
    errors: ['RATE_LIMITED', 'WEAK_PASSWORD'],
    says: 'Changes the password. Every other token of the account ends; the answer has a new one.',
  }),

  listAccounts: endpoint({
    method: 'GET',
    path: '/api/admin/accounts',
    access: 'admin',
    response: z.object({ ...ok, items: z.array(accountSchema) }),
    errors: [],
    says: 'Every account, by name.',
  }),
  createAccount: endpoint({
    method: 'POST',
    path: '/api/admin/accounts',
    access: 'admin',
    request: newAccountSchema,
    response: oneTime,
    errors: ['CONFLICT'],
    says: 'Creates an account. Its one-time password is only in this answer.',
  }),
  changeAccount: endpoint({
    method: 'PATCH',
    path: '/api/admin/accounts/{account}',
    access: 'admin',
    request: accountChangeSchema,
    response: z.object({ ...ok, account: accountSchema }),
    errors: ['NOT_FOUND', 'LAST_ADMIN'],
    says: 'Changes name, picture or role, or disables the account: its tokens end, its dialogs go back to the queue.',
  }),
  resetPassword: endpoint({
    method: 'POST',
    path: '/api/admin/accounts/{account}/reset-password',
    access: 'admin',
    request: z.strictObject({}),
    response: oneTime,
    errors: ['NOT_FOUND'],
    says: 'Sets a new one-time password; the tokens of the account end.',
  }),
  deleteAccount: endpoint({
    method: 'DELETE',
    path: '/api/admin/accounts/{account}',
    access: 'admin',
    response: done,
    errors: ['NOT_FOUND', 'LAST_ADMIN'],
    says: 'Deletes the account. Its messages stay, with its name.',
  }),

  listBots: endpoint({
    method: 'GET',
    path: '/api/admin/bots',
    access: 'admin',
    response: z.object({ ...ok, items: z.array(botSummarySchema) }),
    errors: [],
    says: 'Every bot.',
  }),
  createBot: endpoint({
    method: 'POST',
    path: '/api/admin/bots',
    access: 'admin',
    request: z.strictObject({ id: z.optional(idSchema), title: settingsSchema.shape.title }),
    response: botAnswer,
    errors: ['CONFLICT'],
    says: 'Creates a bot with a scenario that greets. Without an `id` it is the next free number.',
  }),
  getBot: endpoint({
    method: 'GET',
    path: bot,
    access: 'admin',
    response: botAnswer,
    errors: ['NOT_FOUND'],
    says: 'A bot with its settings.',
  }),
  deleteBot: endpoint({
    method: 'DELETE',
    path: bot,
    access: 'admin',
    response: done,
    errors: ['NOT_FOUND'],
    says: 'Deletes the bot with its conversations, articles and versions; its dialogs and the sessions of its visitors end.',
  }),
  saveSettings: endpoint({
    method: 'PUT',
    path: `${bot}/settings`,
    access: 'admin',
    request: z.strictObject({ rev, settings: settingsSchema }),
    response: botAnswer,
    errors: ['NOT_FOUND', 'CONFLICT'],
    says: 'Saves all settings: CORS domains, appearance, texts, version, rate, Custom Code. They apply at once.',
  }),
  listRefusedOrigins: endpoint({
    method: 'GET',
    path: `${bot}/refused-origins`,
    access: 'admin',
    response: z.object({ ...ok, items: z.array(z.object({ origin: z.string(), lastAt: z.iso.datetime() })) }),
    errors: ['NOT_FOUND'],
    says: 'The origins whose pages were refused lately and are still not allowed, the newest first: at most 20.',
  }),
  saveIcon: endpoint({
    method: 'PUT',
    path: `${bot}/icon`,
    access: 'admin',
    bytes: 'image/png, image/jpeg, image/webp or image/gif, 256 KiB at most',
    response: botAnswer,
    errors: ['NOT_FOUND', 'TOO_LARGE', 'UNSUPPORTED_TYPE'],
    says: 'Sets the icon that operators see, and visitors where there is no avatar. Its type is detected from its bytes.',
  }),
  deleteIcon: endpoint({
    method: 'DELETE',
    path: `${bot}/icon`,
    access: 'admin',
    response: botAnswer,
    errors: ['NOT_FOUND'],
    says: 'Deletes the icon.',
  }),
  newIdentitySecret: endpoint({
    method: 'POST',
    path: `${bot}/identity-secret`,
    access: 'admin',
    request: z.strictObject({}),
    response: z.object({ ...ok, secret: z.string() }),
    errors: ['NOT_FOUND'],
    says: "Creates a secret for the site's identity tokens, only in this answer; tokens of the old one are refused.",
  }),
  deleteIdentitySecret: endpoint({
    method: 'DELETE',
    path: `${bot}/identity-secret`,
    access: 'admin',
    response: done,
    errors: ['NOT_FOUND'],
    says: 'Deletes the secret: identity tokens are refused from now on.',
  }),
  embed: endpoint({
    method: 'GET',
    path: `${bot}/embed`,
    access: 'admin',
    response: z.object({
      ...ok,
      /** Where the widget connects to. */
      server: z.string(),
      loaders: z.object({ v2: loaderSchema, legacy: loaderSchema }),
      /** For the saved settings. For settings that are being edited: `embedCode` of `embed/embed-code.ts`. */
      code: z.object({
        script: z.string(),
        scriptPinned: z.nullable(z.string()),
        react: z.string(),
        vue: z.string(),
      }),
    }),
    errors: ['NOT_FOUND'],
    says: 'The embed code, and what it is made of.',
  }),

  listProviders: endpoint({
    method: 'GET',
    path: '/api/admin/providers',
    access: 'admin',
    response: z.object({ ...ok, items: z.array(providerSchema) }),
    errors: [],
    says: 'The agents that scenarios may name, each with the stages that it reports, and whether it uses the tools of its node and interrupts its run to ask the visitor.',
  }),
  listMcpServers: endpoint({
    method: 'GET',
    path: '/api/admin/mcp-servers',
    access: 'admin',
    response: z.object({ ...ok, items: z.array(mcpServerSchema) }),
    errors: [],
    says: 'The MCP servers that agents may use, each with its allowed tools and bots (`null` for all).',
  }),
  getScenario: endpoint({
    method: 'GET',
    path: `${bot}/scenario`,
    access: 'admin',
    response: z.object({
      ...ok,
      draft: draftSchema,
      problems: z.array(problemSchema),
      published: versionSchema,
    }),
    errors: ['NOT_FOUND'],
    says: 'The draft, its problems, and the published version.',
  }),
  saveDraft: endpoint({
    method: 'PUT',
    path: `${bot}/scenario/draft`,
    access: 'admin',
    request: z.strictObject({ rev, scenario: z.unknown() }),
    response: z.object({ ...ok, draft: draftSchema, problems: z.array(problemSchema) }),
    errors: ['NOT_FOUND', 'CONFLICT', 'TOO_LARGE'],
    says: 'Saves the draft. Problems do not prevent saving, only publishing.',
  }),
  validateScenario: endpoint({
    method: 'POST',
    path: `${bot}/scenario/validate`,
    access: 'admin',
    request: z.strictObject({ scenario: z.unknown() }),
    response: z.object({ ...ok, problems: z.array(problemSchema) }),
    errors: ['NOT_FOUND', 'TOO_LARGE'],
    says: 'All problems of a scenario, without saving it.',
  }),
  previewScenario: endpoint({
    method: 'POST',
    path: `${bot}/scenario/preview`,
    access: 'admin',
    request: z.strictObject({ scenario: z.unknown() }),
    response: z.object({ ...ok, botId: z.string() }),
    errors: ['NOT_FOUND', 'TOO_LARGE'],
    says: 'Starts a preview of an unpublished scenario: the id of a bot that only pages of this server may use.',
  }),
  listVersions: endpoint({
    method: 'GET',
    path: `${bot}/scenario/versions`,
    access: 'admin',
    response: z.object({ ...ok, items: z.array(versionSchema) }),
    errors: ['NOT_FOUND'],
    says: 'The published versions, newest first.',
  }),
  getVersion: endpoint({
    method: 'GET',
    path: `${bot}/scenario/versions/{version}`,
    access: 'admin',
    response: z.object({ ...ok, version: versionSchema, scenario: z.unknown() }),
    errors: ['NOT_FOUND'],
    says: 'One version with its scenario.',
  }),
  publish: endpoint({
    method: 'POST',
    path: `${bot}/scenario/publish`,
    access: 'admin',
    request: z.strictObject({ rev, note }),
    response: z.object({ ...ok, published: versionSchema }),
    errors: ['NOT_FOUND', 'CONFLICT'],
    says: 'Publishes the draft as the next version; running dialogs finish on theirs.',
  }),
  rollback: endpoint({
    method: 'POST',
    path: `${bot}/scenario/rollback`,
    access: 'admin',
    request: z.strictObject({ version: z.int().check(z.minimum(1)), note }),
    response: z.object({ ...ok, published: versionSchema }),
    errors: ['NOT_FOUND'],
    says: 'Publishes an old version again, as a new one. The draft stays as it is.',
  }),

  listArticles: endpoint({
    method: 'GET',
    path: `${bot}/articles`,
    access: 'admin',
    request: z.strictObject({
      query: z.optional(z.string().check(z.maxLength(200))),
      language: z.optional(z.string().check(z.maxLength(35))),
      after: z.optional(z.string().check(z.maxLength(64))),
      limit: count(200),
    }),
    response: z.object({ ...ok, items: z.array(articleSummarySchema), next: z.nullable(z.string()) }),
    errors: ['NOT_FOUND'],
    says: 'The articles, by id; `query` searches title and text.',
  }),
  getArticle: endpoint({
    method: 'GET',
    path: `${bot}/articles/{article}`,
    access: 'admin',
    response: z.object({ ...ok, article: z.object({ id: z.string(), ...articleInputSchema.shape }) }),
    errors: ['NOT_FOUND'],
    says: 'One article.',
  }),
  saveArticle: endpoint({
    method: 'PUT',
    path: `${bot}/articles/{article}`,
    access: 'admin',
    request: articleInputSchema,
    response: z.object({ ...ok, article: z.object({ id: z.string(), ...articleInputSchema.shape }) }),
    errors: ['NOT_FOUND', 'TOO_LARGE'],
    says: 'Creates or replaces an article. The agent finds it at once.',
  }),
  deleteArticle: endpoint({
    method: 'DELETE',
    path: `${bot}/articles/{article}`,
    access: 'admin',
    response: done,
    errors: ['NOT_FOUND'],
    says: 'Deletes an article.',
  }),

  getDesk: endpoint({
    method: 'GET',
    path: '/api/admin/desk',
    access: 'admin',
    response: z.object({ ...ok, desk: deskSettingsSchema }),
    errors: [],
    says: 'How dialogs are assigned to operators.',
  }),
  saveDesk: endpoint({
    method: 'PUT',
    path: '/api/admin/desk',
    access: 'admin',
    request: deskSettingsSchema,
    response: z.object({ ...ok, desk: deskSettingsSchema }),
    errors: [],
    says: 'Changes the assignment; it applies at once.',
  }),
  listFeedback: endpoint({
    method: 'GET',
    path: '/api/admin/feedback',
    access: 'admin',
    request: z.strictObject({
      bot: z.optional(z.string().check(z.maxLength(64))),
      value: z.optional(z.enum(['up', 'down'])),
      /** Rated at this time or later. */
      from: z.optional(z.iso.datetime()),
      /** Rated before this time. */
      until: z.optional(z.iso.datetime()),
      /** The `next` of the page before. */
      before: z.optional(z.string().check(z.maxLength(128))),
      limit: count(200),
    }),
    response: z.object({ ...ok, items: z.array(ratingSchema), next: z.nullable(z.string()) }),
    errors: [],
    says: 'The ratings of answers by visitors, the newest first, each with the question and the reason; without test chats. `next` is the `before` of the next page.',
  }),
  audit: endpoint({
    method: 'GET',
    path: '/api/admin/audit',
    access: 'admin',
    request: z.strictObject({
      before: count(Number.MAX_SAFE_INTEGER),
      limit: count(200),
      /** A prefix of the action: `bot.`, `account.login_failed`. */
      action: z.optional(z.string().check(z.maxLength(64))),
      actor: z.optional(z.string().check(z.maxLength(64))),
      target: z.optional(z.string().check(z.maxLength(64))),
    }),
    response: z.object({ ...ok, items: z.array(auditEntrySchema), next: z.nullable(z.number()) }),
    errors: [],
    says: 'The audit log, newest first; `next` is the `before` of the next page.',
  }),
} as const;

/** The name of an endpoint of the settings API. */
export type EndpointName = keyof typeof adminEndpoints;
type EndpointOf<N extends EndpointName> = (typeof adminEndpoints)[N];
/** The body or query of an endpoint as a caller writes it: fields with a default may be left out. */
export type EndpointRequest<N extends EndpointName> =
  EndpointOf<N> extends { request: infer S extends z.ZodMiniType } ? z.input<S> : undefined;
/** The answer of an endpoint that was not refused. */
export type EndpointResponse<N extends EndpointName> = z.infer<EndpointOf<N>['response']>;

/**
 * The path of an endpoint with its parts filled in.
 *
 * @example pathOf('getArticle', { bot: '1', article: 'returns' }) // '/api/admin/bots/1/articles/returns'
 */
export function pathOf(name: EndpointName, parts: Readonly<Record<string, string | number>> = {}): string {
  return adminEndpoints[name].path.replace(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(String(parts[part])));
}
