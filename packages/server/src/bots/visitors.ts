import { randomBytes, randomUUID } from 'node:crypto';
import type { VisitorCredentials } from '@connective-chat/core/protocol';
import { compileOnce } from '../db/compile-once.ts';
import type { Db } from '../db/open-database.ts';
import { sameDigest, sha256 } from '../lib/digest.ts';
import { Refused } from '../lib/refusal.ts';

/** Creates the credentials of a new visitor: an id and a 256-bit secret. */
export const mintVisitor = (): VisitorCredentials => ({
  id: randomUUID(),
  secret: randomBytes(32).toString('base64url'),
});

/** A visitor who is not stored yet: that happens together with the conversation, by one statement. */
export interface NewVisitor {
  /** Empty for one whom the site's backend has identified, who has no secret. */
  readonly secretHash: string;
  readonly userId: string | null;
}

/** What the store knows of a visitor who connects. */
export interface Recognized {
  /** When the visitor was first seen, in ms since the epoch. */
  readonly since: number;
  /** The conversation; null if there is none. */
  readonly conversationId: string | null;
  /** Set if the visitor is not stored. */
  readonly newVisitor: NewVisitor | null;
}

interface VisitorKey {
  readonly botId: string;
  readonly id: string;
}

const findVisitor = compileOnce((db, { botId, id }: VisitorKey) =>
  db
    .selectFrom('visitors')
    .leftJoin('conversations', (join) =>
      join.onRef('conversations.bot_id', '=', 'visitors.bot_id').onRef('conversations.visitor_id', '=', 'visitors.id'),
    )
    .select(['visitors.secret_hash', 'visitors.created_at', 'conversations.id as conversation_id'])
    .where('visitors.bot_id', '=', botId)
    .where('visitors.id', '=', id),
);

/**
 * Finds a visitor with this hash of a secret.
 *
 * @returns null if the visitor is not stored
 * @throws Refused AUTH_FAILED if the visitor has another secret
 */
export async function findVisitorWith(
  db: Db,
  key: VisitorKey,
  hash: string,
): Promise<Pick<Recognized, 'since' | 'conversationId'> | null> {
  const [row] = await findVisitor(db, key);
  if (!row) return null;
  const { secret_hash, created_at, conversation_id } = row;
  if (sameDigest(secret_hash, hash)) return { since: created_at.getTime(), conversationId: conversation_id };
  throw new Refused('AUTH_FAILED', 'The secret does not belong to this visitor.');
}

/** Finds a visitor whom the site's backend has identified by `sub`. */
export async function recognizeVerified(db: Db, key: VisitorKey, sub: string): Promise<Recognized> {
  const known = await findVisitorWith(db, key, '');
  return {
    // The site has identified this visitor, so the limits for new visitors do not apply.
    since: 0,
    conversationId: known?.conversationId ?? null,
    newVisitor: known ? null : { secretHash: '', userId: sub },
  };
}

/**
 * Authenticates a visitor by the secret, of which only a hash is stored. The first client that opens a conversation
 * with an id owns the id.
 *
 * @param countNew called for an unknown visitor; may refuse it
 * @throws Refused AUTH_FAILED for another secret
 */
export async function recognizeVisitor(
  db: Db,
  who: { botId: string; visitor: VisitorCredentials; userId: string | undefined },
  now: number,
  countNew: () => Promise<void>,
): Promise<Recognized> {
  const secretHash = sha256(who.visitor.secret);
  const known = await findVisitorWith(db, { botId: who.botId, id: who.visitor.id }, secretHash);
  if (known) return { ...known, newVisitor: null };
  await countNew();
  return { since: now, conversationId: null, newVisitor: { secretHash, userId: who.userId ?? null } };
}
