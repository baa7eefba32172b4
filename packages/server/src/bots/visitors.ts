import { randomBytes, randomUUID } from 'node:crypto';
import type { VisitorCredentials } from '@connective-chat/core/protocol';
import type { Db } from '../db/open-database.ts';
import { sameDigest, sha256 } from '../lib/digest.ts';
import { Refused } from '../lib/refusal.ts';

/** Creates the credentials of a new visitor: an id and a 256-bit secret. */
export const mintVisitor = (): VisitorCredentials => ({
  id: randomUUID(),
  secret: randomBytes(32).toString('base64url'),
});

/** Stores a visitor whom the site's backend has identified; such a visitor has no secret. */
export async function keepVerifiedVisitor(
  db: Db,
  who: { botId: string; visitorId: string; sub: string; locale: string },
  now: number,
): Promise<void> {
  await db
    .insertInto('visitors')
    .values({
      bot_id: who.botId,
      id: who.visitorId,
      secret_hash: '',
      user_id: who.sub,
      locale: who.locale,
      created_at: new Date(now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Authenticates a visitor by the secret, of which only a hash is stored. The first client that uses an id owns it.
 *
 * @param countNew called before an unknown visitor is stored; may refuse it
 * @returns when the visitor was first seen, in ms since the epoch, and whether that is now
 * @throws Refused AUTH_FAILED for another secret
 */
export async function recognizeVisitor(
  db: Db,
  who: { botId: string; visitor: VisitorCredentials; userId: string | undefined; locale: string },
  now: number,
  countNew: () => Promise<void>,
): Promise<{ readonly since: number; readonly isNew: boolean }> {
  const hash = sha256(who.visitor.secret);
  const find = () =>
    db
      .selectFrom('visitors')
      .select(['secret_hash', 'created_at'])
      .where('bot_id', '=', who.botId)
      .where('id', '=', who.visitor.id);
  const check = ({ secret_hash, created_at }: { secret_hash: string; created_at: Date }) => {
    if (sameDigest(secret_hash, hash)) return { since: created_at.getTime(), isNew: false };
    throw new Refused('AUTH_FAILED', 'The secret does not belong to this visitor.');
  };
  const known = await find().executeTakeFirst();
  if (known) return check(known);
  await countNew();
  const created = await db
    .insertInto('visitors')
    .values({
      bot_id: who.botId,
      id: who.visitor.id,
      secret_hash: hash,
      user_id: who.userId ?? null,
      locale: who.locale,
      created_at: new Date(now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('created_at')
    .executeTakeFirst();
  // Another connection may have stored it in between.
  return created ? { since: created.created_at.getTime(), isNew: true } : check(await find().executeTakeFirstOrThrow());
}
