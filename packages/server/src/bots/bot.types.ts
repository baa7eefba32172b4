import * as z from 'zod/mini';
import { isOrigin } from './origin.ts';

const originSchema = z
  .string()
  .check(z.refine(isOrigin, 'is not a full origin such as https://shop.example.com (no path, no trailing slash)'));

export const botSettingsSchema = z.strictObject({
  title: z.string(),
  subtitle: z.optional(z.string()),
  avatar: z.optional(z.string()),
  /** What the widget looks like, in the terms of the widget; the server carries it through. */
  appearance: z.optional(z.record(z.string(), z.unknown())),
  customCode: z.optional(z.string()),
  /** The sites that may use the bot, as full origins, or `*` for all. */
  origins: z._default(z.union([z.literal('*'), z.array(originSchema)]), []),
  /** Whether clients that send no `Origin` may use it. Default false. */
  allowMissingOrigin: z._default(z.boolean(), false),
  /**
   * What the site's backend signs its visitors' tokens with (HS256), at least 32 characters. Without one nobody
   * is verified, and a token is refused.
   */
  identitySecret: z.optional(z.string().check(z.minLength(32, 'has less than 32 characters'))),
  /** Whether a message after the end of a dialog begins a new one. Default true. */
  reopen: z._default(z.boolean(), true),
});

/** The settings of a bot, complete. */
export type BotSettings = z.infer<typeof botSettingsSchema>;

/** A piece of knowledge that the `knowledge` agent searches. */
export interface Article {
  readonly id: string;
  /** `en`, `uk`, `ru` …: by it its words are cut. */
  readonly language: string;
  readonly title: string;
  readonly body: string;
  readonly url?: string | undefined;
}

export const articlesSchema = z.array(
  z.strictObject({
    id: z.string().check(z.minLength(1)),
    language: z.string().check(z.minLength(2)),
    title: z.string().check(z.minLength(1)),
    body: z.string().check(z.minLength(1)),
    url: z.optional(z.string()),
  }),
);

/** A bot as code gives it to `createServer`. */
export interface BotDefinition {
  readonly id: string;
  readonly settings: z.input<typeof botSettingsSchema>;
  /** The scenario's JSON; checked when loaded. */
  readonly scenario: unknown;
  readonly articles?: readonly Article[];
}
