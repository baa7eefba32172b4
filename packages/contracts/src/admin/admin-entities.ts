import * as z from 'zod/mini';
import { articleSchema, botSettingsSchema } from '../bot/bot-settings.ts';
import { coded } from '../problem/index.ts';

/* The entities of the settings API. They do not depend on Node, because the console uses the same schemas. */

const time = z.iso.datetime();
/** An id in a path: of a bot, an article, an account. */
export const idSchema = z.string().check(z.regex(/^[\w-]{1,64}$/, coded('id')));

const roleSchema = z.enum(['admin', 'operator']);
/** The role of an account: an admin may do everything, an operator only answers visitors. */
export type Role = z.infer<typeof roleSchema>;

/** The login of an account. */
export const loginSchema = z.string().check(z.regex(/^[\w.@+-]{1,64}$/, coded('login')));
/** The minimum length of a password. */
export const PASSWORD_LENGTH = 12;
/** A password: 12 to 256 characters. */
export const passwordSchema = z.string().check(z.minLength(PASSWORD_LENGTH), z.maxLength(256));
const name = z.string().check(z.minLength(1), z.maxLength(120));
const avatar = z.nullable(z.string().check(z.maxLength(2000), z.regex(/^https?:\/\//i, coded('web-address'))));

/** The account that is logged in, as the server sends it. */
export const meSchema = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  avatar: z.nullable(z.string()),
  role: roleSchema,
  /** Until it is changed, everything else is refused with PASSWORD_CHANGE_REQUIRED. */
  mustChangePassword: z.boolean(),
});
/** The account that is logged in. */
export type Me = z.infer<typeof meSchema>;

export const accountSchema = z.object({
  ...meSchema.shape,
  disabled: z.boolean(),
  createdAt: time,
  lastLoginAt: z.nullable(time),
});
/** An account as admins see it. */
export type Account = z.infer<typeof accountSchema>;

export const newAccountSchema = z.strictObject({ login: loginSchema, name, role: roleSchema });
export const accountChangeSchema = z.strictObject({
  name: z.optional(name),
  avatar: z.optional(avatar),
  role: z.optional(roleSchema),
  disabled: z.optional(z.boolean()),
});
export const profileChangeSchema = z.strictObject({ name: z.optional(name), avatar: z.optional(avatar) });

const { identitySecret: _, ...visibleSettings } = botSettingsSchema.shape;
/** The settings of a bot as the API reads and writes them: the identity secret has an endpoint of its own. */
export const settingsSchema = z.strictObject(visibleSettings);
/** The settings of a bot, with every default filled in. */
export type Settings = z.infer<typeof settingsSchema>;
/** The settings of a bot as a form writes them: fields with a default may be left out. */
export type SettingsInput = z.input<typeof settingsSchema>;

export const botSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  /** A URL on this server, or null. */
  icon: z.nullable(z.string()),
  version: z.enum(['v2', 'legacy']),
  /** The scenario's version that runs. */
  published: z.number(),
  /** Whether the draft differs from it. */
  draftChanged: z.boolean(),
  updatedAt: time,
});
/** A bot in the list of bots. */
export type BotSummary = z.infer<typeof botSummarySchema>;

export const botDetailSchema = z.object({
  ...botSummarySchema.shape,
  settings: settingsSchema,
  /** Sent back when saving: saving over another change is refused with CONFLICT. */
  rev: z.number(),
  /** Whether there is a secret to verify identity tokens with. */
  hasIdentitySecret: z.boolean(),
});
/** A bot with its settings. */
export type BotDetail = z.infer<typeof botDetailSchema>;

export const versionSchema = z.object({
  version: z.number(),
  publishedAt: time,
  /** The login of the account that published it; null if the server did at its start. */
  by: z.nullable(z.string()),
  note: z.nullable(z.string()),
  /** The version that was restored by a rollback. */
  restores: z.nullable(z.number()),
  current: z.boolean(),
});
/** A published version of a scenario. */
export type ScenarioVersion = z.infer<typeof versionSchema>;

export const draftSchema = z.object({
  scenario: z.unknown(),
  /** Sent back when saving and publishing. */
  rev: z.number(),
  updatedAt: time,
  by: z.nullable(z.string()),
});

export const providerSchema = z.object({
  name: z.string(),
  stages: z.array(
    z.object({
      name: z.string(),
      /** The names of the values that the text of the stage may use, as in `{{title}}`. */
      values: z.array(z.string()),
    }),
  ),
  /** Whether it may call the tools of its node. */
  usesTools: z.boolean(),
  /** Whether it may interrupt its run to ask the visitor; the node option `titles` then says what each question is for. */
  interrupts: z.boolean(),
});
/** An agent that scenarios may name. */
export type Provider = z.infer<typeof providerSchema>;

export const mcpServerSchema = z.object({
  name: z.string(),
  /** The tools that may be called, by their names at the server; null for all. */
  tools: z.nullable(z.array(z.string())),
  /** The ids of the bots whose agents may use it; null for all. */
  bots: z.nullable(z.array(z.string())),
});

export const articleSummarySchema = z.object({
  id: z.string(),
  language: z.string(),
  title: z.string(),
  url: z.nullable(z.string()),
  /** Of the body, in characters. */
  length: z.number(),
});
const { id: _id, ...articleFields } = articleSchema.shape;
export const articleInputSchema = z.strictObject(articleFields);

export const loaderSchema = z.object({
  /** Evergreen: always loads the newest release. */
  url: z.string(),
  /** Always of this release, with its hash for `integrity`; null if the widget was built without one. */
  pinned: z.nullable(z.object({ url: z.string(), integrity: z.string() })),
});
/** The addresses of a loader script: the evergreen one, and the one of this release. */
export type Loader = z.infer<typeof loaderSchema>;

export const auditEntrySchema = z.object({
  id: z.number(),
  at: time,
  /** Null if the server itself did it, or no account was logged in. */
  actor: z.nullable(z.object({ id: z.string(), login: z.string() })),
  /** Subject and past tense: `bot.settings_saved`, `account.login_failed`. */
  action: z.string(),
  target: z.nullable(z.object({ kind: z.string(), id: z.string() })),
  /** What changed, without texts of visitors, passwords and tokens. */
  detail: z.record(z.string(), z.unknown()),
});
/** An entry of the audit log. */
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** A rating of an answer by a visitor. */
export const ratingSchema = z.object({
  conversation: z.string(),
  botId: z.string(),
  /** The id of the answer. */
  message: z.string(),
  value: z.enum(['up', 'down']),
  reason: z.nullable(z.string()),
  /** When it was rated, or when the rating was last changed. */
  at: time,
  /** What the visitor had written, or the label of the button that they had pressed; empty if the bot spoke first. */
  question: z.string(),
  answer: z.string(),
  answeredAt: time,
});
/** A rating of an answer by a visitor, with the question. */
export type Rating = z.infer<typeof ratingSchema>;

/** How dialogs are assigned to operators. */
export const deskSettingsSchema = z.strictObject({
  /** Assigns waiting dialogs to the online operator with the fewest dialogs. */
  autoAssign: z._default(z.boolean(), false),
  /** The most dialogs that are assigned to an operator automatically; taking more by hand is allowed. */
  maxDialogs: z._default(z.nullable(z.int().check(z.minimum(1), z.maximum(100))), null),
  /** How long an operator may be disconnected before the dialogs return to the queue, in ms. */
  returnAfterMs: z._default(z.int().check(z.minimum(0), z.maximum(3_600_000)), 30_000),
});
/** How dialogs are assigned to operators, with every default filled in. */
export type DeskSettings = z.infer<typeof deskSettingsSchema>;
