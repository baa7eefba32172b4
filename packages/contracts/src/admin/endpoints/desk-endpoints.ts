import * as z from 'zod/mini';
import { deskSettingsSchema, ratingSchema } from '../admin-entities.ts';
import { count, endpoint, ok } from './endpoint.ts';

/** The settings of the desk, and the ratings of answers. */
export const deskEndpoints = {
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
} as const;
