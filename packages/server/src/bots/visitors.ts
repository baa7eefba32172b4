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

const findVisitor = compileOnce((db, { botId, id }: { readonly botId: string; readonly id: string }) =>
  db.selectFrom('visitors').select(['secret_hash', 'created_at']).where('bot_id', '=', botId).where('id', '=', id),
);

interface VisitorValues {
  readonly botId: string;
  readonly id: string;
  readonly hash: string;
  readonly userId: string | null;
  readonly locale: string;
  readonly at: Date;
}

const createVisitor = compileOnce((db, { botId, id, hash, userId, locale, at }: VisitorValues) =>
  db
    .insertInto('visitors')
    .values({ bot_id: botId, id, secret_hash: hash, user_id: userId, locale, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('created_at'),
);

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
  const find = async () => (await findVisitor(db, { botId: who.botId, id: who.visitor.id })).at(0);
  const check = ({ secret_hash, created_at }: { secret_hash: string; created_at: Date }) => {
    if (sameDigest(secret_hash, hash)) return { since: created_at.getTime(), isNew: false };
    throw new Refused('AUTH_FAILED', 'The secret does not belong to this visitor.');
  };
  const known = await find();
  if (known) return check(known);
  await countNew();
  const [created] = await createVisitor(db, {
    botId: who.botId,
    id: who.visitor.id,
    hash,
    userId: who.userId ?? null,
    locale: who.locale,
    at: new Date(now),
  });
  if (created) return { since: created.created_at.getTime(), isNew: true };
  // Another connection has stored it in between.
  const other = await find();
  if (!other) throw new Error('The visitor was deleted.');
  return check(other);
}
