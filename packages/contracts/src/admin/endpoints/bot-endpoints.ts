import * as z from 'zod/mini';
import { botDetailSchema, botSummarySchema, idSchema, loaderSchema, settingsSchema } from '../admin-entities.ts';
import { BOT_PATH, done, endpoint, ok, rev } from './endpoint.ts';

const botAnswer = z.object({ ...ok, bot: botDetailSchema });

/** The bots with their settings, and how a site embeds them. */
export const botEndpoints = {
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
    path: BOT_PATH,
    access: 'admin',
    response: botAnswer,
    errors: ['NOT_FOUND'],
    says: 'A bot with its settings.',
  }),
  deleteBot: endpoint({
    method: 'DELETE',
    path: BOT_PATH,
    access: 'admin',
    response: done,
    errors: ['NOT_FOUND'],
    says: 'Deletes the bot with its conversations, articles and versions; its dialogs and the sessions of its visitors end.',
  }),
  saveSettings: endpoint({
    method: 'PUT',
    path: `${BOT_PATH}/settings`,
    access: 'admin',
    request: z.strictObject({ rev, settings: settingsSchema }),
    response: botAnswer,
    errors: ['NOT_FOUND', 'CONFLICT'],
    says: 'Saves all settings: CORS domains, appearance, texts, version, rate, Custom Code. They apply at once.',
  }),
  listRefusedOrigins: endpoint({
    method: 'GET',
    path: `${BOT_PATH}/refused-origins`,
    access: 'admin',
    response: z.object({ ...ok, items: z.array(z.object({ origin: z.string(), lastAt: z.iso.datetime() })) }),
    errors: ['NOT_FOUND'],
    says: 'The origins whose pages were refused lately and are still not allowed, the newest first: at most 20.',
  }),
  saveIcon: endpoint({
    method: 'PUT',
    path: `${BOT_PATH}/icon`,
    access: 'admin',
    bytes: 'image/png, image/jpeg, image/webp or image/gif, 256 KiB at most',
    response: botAnswer,
    errors: ['NOT_FOUND', 'TOO_LARGE', 'UNSUPPORTED_TYPE'],
    says: 'Sets the icon that operators see, and visitors where there is no avatar. Its type is detected from its bytes.',
  }),
  deleteIcon: endpoint({
    method: 'DELETE',
    path: `${BOT_PATH}/icon`,
    access: 'admin',
    response: botAnswer,
    errors: ['NOT_FOUND'],
    says: 'Deletes the icon.',
  }),
  newIdentitySecret: endpoint({
    method: 'POST',
    path: `${BOT_PATH}/identity-secret`,
    access: 'admin',
    request: z.strictObject({}),
    response: z.object({ ...ok, secret: z.string() }),
    errors: ['NOT_FOUND'],
    says: "Creates a secret for the site's identity tokens, only in this answer; tokens of the old one are refused.",
  }),
  deleteIdentitySecret: endpoint({
    method: 'DELETE',
    path: `${BOT_PATH}/identity-secret`,
    access: 'admin',
    response: done,
    errors: ['NOT_FOUND'],
    says: 'Deletes the secret: identity tokens are refused from now on.',
  }),
  embed: endpoint({
    method: 'GET',
    path: `${BOT_PATH}/embed`,
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
} as const;
