import * as z from 'zod/mini';
import { loginSchema, meSchema, passwordSchema, profileChangeSchema } from '../admin-entities.ts';
import { done, endpoint, ok } from './endpoint.ts';

const sessionShape = { ...ok, token: z.string(), expiresAt: z.iso.datetime(), me: meSchema };
const session = z.object(sessionShape);

/** The login of an account, and what it may change of itself. */
export const sessionEndpoints = {
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
} as const;
