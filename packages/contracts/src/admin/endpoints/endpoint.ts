import * as z from 'zod/mini';
import type { AdminCode } from '../admin-codes.ts';

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

/** An endpoint, with the literal types of its definition. */
export const endpoint = <const E extends Endpoint>(definition: E): E => definition;

/** The fields of every answer that is not a refusal. */
export const ok = { ok: z.literal(true) } as const;
/** The answer of a request that returns nothing. */
export const done = z.object(ok);
/** The revision of what is changed: a change of an older one is refused with CONFLICT. */
export const rev = z.int().check(z.minimum(0));
/** A number in a query, which is a string there, from 1 to `most`. */
export const count = (most: number) => z.optional(z.coerce.number().check(z.minimum(1), z.maximum(most)));

/** The path of a bot. */
export const BOT_PATH = '/api/admin/bots/{bot}';
