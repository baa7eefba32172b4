import * as z from 'zod/mini';
import { articleSchema, botSettingsSchema } from '../bot/bot-settings.ts';

/* What the HTTP API of the settings speaks of. No import of Node: the pages read it by the same schemas. */

const time = z.iso.datetime();
export const idSchema = z.string().check(z.regex(/^[\w-]{1,64}$/, 'is 1 to 64 letters, digits, _ and -'));

export const roleSchema = z.enum(['admin', 'operator']);
/** An admin may do everything, an operator answers visitors and nothing else. */
export type Role = z.infer<typeof roleSchema>;

export const loginSchema = z.string().check(z.regex(/^[\w.@+-]{1,64}$/, 'is letters, digits and . @ + - _ only'));
export const PASSWORD_LENGTH = 12;
export const passwordSchema = z
  .string()
  .check(z.minLength(PASSWORD_LENGTH, `has less than ${PASSWORD_LENGTH} characters`), z.maxLength(256));
const name = z.string().check(z.minLength(1), z.maxLength(120));
const avatar = z.nullable(z.string().check(z.maxLength(2000), z.regex(/^https?:\/\//i, 'is not http or https')));

export const meSchema = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  avatar: z.nullable(z.string()),
  role: roleSchema,
  /** Until it is changed, everything else is refused with PASSWORD_CHANGE_REQUIRED. */
  mustChangePassword: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;

export const accountSchema = z.object({
  ...meSchema.shape,
  disabled: z.boolean(),
  createdAt: time,
  lastLoginAt: z.nullable(time),
});
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
/** Settings as they are saved: the secret of the identity tokens has an endpoint of its own and is never read. */
export const settingsSchema = z.strictObject(visibleSettings);
/** Settings, complete. */
export type Settings = z.infer<typeof settingsSchema>;
/** Settings as a form writes them: what has a default may be left out. */
export type SettingsInput = z.input<typeof settingsSchema>;

export const botSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  /** An address on this server, or null. */
  icon: z.nullable(z.string()),
  version: z.enum(['v2', 'legacy']),
  /** The scenario's version that runs. */
  published: z.number(),
  /** Whether the draft differs from it. */
  draftChanged: z.boolean(),
  updatedAt: time,
});
export type BotSummary = z.infer<typeof botSummarySchema>;

export const botDetailSchema = z.object({
  ...botSummarySchema.shape,
  settings: settingsSchema,
  /** Sent back when saving: who saves over somebody else's change gets CONFLICT. */
  rev: z.number(),
  /** Whether there is a secret to verify identity tokens with. */
  hasIdentitySecret: z.boolean(),
});
export type BotDetail = z.infer<typeof botDetailSchema>;

export const problemSchema = z.object({
  /** Where: `nodes.ask.next`, `settings.origins.2`. */
  path: z.string(),
  message: z.string(),
});
/** Something that is wrong, and the place where it is. */
export type Problem = z.infer<typeof problemSchema>;

export const versionSchema = z.object({
  version: z.number(),
  publishedAt: time,
  /** The login of whoever published it; null for the server's own start. */
  by: z.nullable(z.string()),
  note: z.nullable(z.string()),
  /** The version it brought back. */
  restores: z.nullable(z.number()),
  current: z.boolean(),
});
export type ScenarioVersion = z.infer<typeof versionSchema>;

export const draftSchema = z.object({
  scenario: z.unknown(),
  /** Sent back when saving and publishing. */
  rev: z.number(),
  updatedAt: time,
  by: z.nullable(z.string()),
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
  /** Evergreen: brings every release by itself. */
  url: z.string(),
  /** Of this release, for ever, with its hash for `integrity`; null if the widget was built without one. */
  pinned: z.nullable(z.object({ url: z.string(), integrity: z.string() })),
});
export type Loader = z.infer<typeof loaderSchema>;

export const auditEntrySchema = z.object({
  id: z.number(),
  at: time,
  /** Null where the server itself did it, or nobody was logged in. */
  actor: z.nullable(z.object({ id: z.string(), login: z.string() })),
  /** Past tense, with its room: `bot.settings_saved`, `account.login_failed`. */
  action: z.string(),
  target: z.nullable(z.object({ kind: z.string(), id: z.string() })),
  /** What changed, without texts of visitors, passwords and tokens. */
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const deskSettingsSchema = z.strictObject({
  /** Gives who waits to the least loaded operator who is online. */
  autoAssign: z._default(z.boolean(), false),
  /** How many dialogs an operator is given by itself; taking more by hand is allowed. */
  maxDialogs: z._default(z.nullable(z.int().check(z.minimum(1), z.maximum(100))), null),
  /** How long an operator may be gone before the dialogs go back to the queue, in ms. */
  returnAfterMs: z._default(z.int().check(z.minimum(0), z.maximum(3_600_000)), 30_000),
});
export type DeskSettings = z.infer<typeof deskSettingsSchema>;
