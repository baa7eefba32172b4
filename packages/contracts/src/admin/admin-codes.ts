import * as z from 'zod/mini';
import { problemSchema } from '../problem/index.ts';

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
