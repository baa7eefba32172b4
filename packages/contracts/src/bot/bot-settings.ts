import * as z from 'zod/mini';
import { coded } from '../problem/index.ts';
import { blockingSchema } from './address-blocking.ts';
import { appearanceSchema } from './appearance.ts';
import { originProblem } from './origin.ts';

const originSchema = z.string().check(
  z.check((ctx) => {
    const [message, params] = originProblem(ctx.value) ?? [];
    if (message) ctx.issues.push({ code: 'custom', message, params: params ?? {}, input: ctx.value, continue: true });
  }),
);

const languageSchema = z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z\d]{2,8})*$/, coded('language')));
const pluralSchema = z.partialRecord(z.enum(['zero', 'one', 'two', 'few', 'many', 'other']), z.string());

/** The settings of a bot as `createServer` takes them. */
export const botSettingsSchema = z.strictObject({
  title: z.string().check(z.minLength(1), z.maxLength(120)),
  subtitle: z.optional(z.string().check(z.maxLength(200))),
  avatar: z.optional(z.string().check(z.maxLength(2000))),
  appearance: z.optional(appearanceSchema),
  /** V2, or the compatibility mode for old integrations: which of the two the embed code loads. */
  version: z._default(z.enum(['v2', 'legacy']), 'v2'),
  /** The widget opens when a message comes in. */
  openOnMessage: z._default(z.boolean(), false),
  /** The embed asks for the visitor's address and country, which operators then see. */
  recognizeUserMeta: z._default(z.boolean(), false),
  /** Visitors see the sources of answers, from the next answer on. Operators always do. */
  showSources: z._default(z.boolean(), false),
  /** The languages the bot speaks, the first one by default. */
  languages: z._default(z.array(languageSchema).check(z.minLength(1), z.maxLength(20)), ['en']),
  /** Replacements for the widget's own texts, by language and by their names in the widget. */
  texts: z.optional(
    z.record(
      languageSchema,
      z.record(
        z.string().check(z.regex(/^[a-z]\w{0,39}$/i, coded('text-name'))),
        z.union([z.string().check(z.maxLength(500)), pluralSchema]),
      ),
    ),
  ),
  /** The rate limit for a visitor's messages. Default, and upper limit: that of the server. */
  rate: z.optional(
    z.strictObject({
      messagesPerMinute: z.int().check(z.minimum(1), z.maximum(600)),
      burst: z.int().check(z.minimum(1), z.maximum(100)),
    }),
  ),
  /** Runs in the pages of the site, with their rights, once the widget is ready; only if it is enabled. */
  customCode: z.optional(z.string().check(z.maxLength(20_000))),
  customCodeEnabled: z._default(z.boolean(), false),
  /** The sites that may use the bot, as full origins, or `*` for all. */
  origins: z._default(z.union([z.literal('*'), z.array(originSchema).check(z.maxLength(200))]), []),
  /** Whether clients that send no `Origin` may use it. Default false. */
  allowMissingOrigin: z._default(z.boolean(), false),
  /**
   * The secret with which the site's backend signs visitor tokens (HS256), at least 32 characters. Without a secret
   * every token is refused.
   */
  identitySecret: z.optional(z.string().check(z.minLength(32))),
  /** The addresses whose visitors are refused. Default: none. */
  blocking: z.optional(blockingSchema),
  /** Whether a message after the end of a dialog starts a new one. Default true. */
  reopen: z._default(z.boolean(), true),
});

/** The settings of a bot, with every default filled in. */
export type BotSettings = z.infer<typeof botSettingsSchema>;
/** The settings of a bot as they are written: fields with a default may be left out. */
export type BotSettingsInput = z.input<typeof botSettingsSchema>;

/** An article that the `knowledge` agent searches. */
export interface Article {
  readonly id: string;
  /** `en`, `uk`, `ru` …: the language by whose rules its words are stemmed. */
  readonly language: string;
  readonly title: string;
  readonly body: string;
  readonly url?: string | undefined;
}

export const articleSchema = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  language: z.string().check(z.minLength(2), z.maxLength(35)),
  title: z.string().check(z.minLength(1), z.maxLength(300)),
  body: z.string().check(z.minLength(1), z.maxLength(100_000)),
  url: z.optional(z.string().check(z.maxLength(2000))),
});
/** The articles of a bot. */
export const articlesSchema = z.array(articleSchema);
