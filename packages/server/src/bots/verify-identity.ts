import { errors, jwtVerify } from 'jose';
import { sha256 } from '../lib/digest.ts';
import { Refused } from '../lib/refusal.ts';

/** The longest lifetime of a token: a user who signs out on the site must not stay signed in here. */
const MAX_LIFE_S = 15 * 60;
/** How far the clock of the site's backend may be ahead. */
const SKEW_S = 30;
const MAX_SUB_LENGTH = 256;

/** A user whom the site's backend has identified. */
export interface VerifiedUser {
  /** The visitor id of that user. The colon distinguishes it from every id that a client may use. */
  readonly visitorId: string;
  /** The user's id on the site. */
  readonly sub: string;
  /** When the token expires, in ms since the epoch. */
  readonly expiresAt: number;
}

/**
 * Verifies a token of the site's backend: signed with HS256, for this bot, with a lifetime of 15 minutes at most.
 *
 * @throws Refused TOKEN_EXPIRED if a new one may succeed, else AUTH_FAILED
 */
export async function verifyIdentity(
  token: string,
  bot: { readonly id: string; readonly secret: string | undefined },
  now: number,
): Promise<VerifiedUser> {
  if (bot.secret === undefined) throw new Refused('AUTH_FAILED', 'This bot has no secret to verify tokens with.');
  const { sub, exp } = await readClaims(token, bot.id, bot.secret, now);
  const isName = typeof sub === 'string' && sub !== '' && sub.length <= MAX_SUB_LENGTH && !sub.includes('\0');
  if (!isName || exp === undefined) {
    throw new Refused(
      'AUTH_FAILED',
      `The token needs an exp, and a sub of 1 to ${MAX_SUB_LENGTH} characters without NUL.`,
    );
  }
  if (exp > now / 1000 + MAX_LIFE_S + SKEW_S) {
    throw new Refused('AUTH_FAILED', 'The token is valid for more than 15 minutes.');
  }
  return { visitorId: `user:${sha256(sub)}`, sub, expiresAt: exp * 1000 };
}

async function readClaims(token: string, botId: string, secret: string, now: number) {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      audience: botId,
      requiredClaims: ['sub', 'exp'],
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new Refused('TOKEN_EXPIRED', 'The token has expired.');
    if (error instanceof errors.JOSEError) throw new Refused('AUTH_FAILED', 'The token cannot be verified.');
    throw error;
  }
}
