import { sql } from 'kysely';
import type { TurnConversation } from '../conversation/instant-answer.ts';
import type { Db } from '../db/open-database.ts';
import type { TurnRow } from '../db/schema.ts';

export interface Claim {
  readonly by: string;
  /** By the clock of the database, because the clocks of nodes may differ by more than a lease. */
  readonly leaseMs: number;
  /** Whether a claim of another process must belong to a process that has ended. */
  readonly exclusive: boolean;
}

/** The end of a lease that starts now. */
export const leaseUntil = ({ leaseMs }: Claim) => sql<Date>`now() + ${leaseMs} * interval '1 millisecond'`;
const hasLapsed = sql<boolean>`lease_until < now()`;

/** A claimed turn, with its conversation at that moment. */
export interface ClaimedTurn extends TurnRow {
  readonly conversation: TurnConversation;
  /** The head of the log when `hasLater` was read. A turn that a message starts raises it. */
  readonly seenHead: number;
  /** Whether later turns of the conversation wait. */
  readonly hasLater: boolean;
}

/**
 * Claims the oldest unfinished turn of a conversation; later ones wait for it. The statement locks the conversation
 * before the turn, so that the conversation is not older than the claim. `hasLater` and `seenHead` are read without
 * the lock, in one snapshot.
 */
export async function claimTurn(db: Db, conversationId: string, claim: Claim): Promise<ClaimedTurn | undefined> {
  const row = await db
    .with('locked', (cte) =>
      cte
        .selectFrom('conversations')
        .select(['bot_id', 'position', 'vars', 'banned', 'scenario_version as conversation_version'])
        .where('id', '=', conversationId)
        .forUpdate(),
    )
    .with('claimed', (cte) =>
      cte
        .updateTable('turns')
        .from('locked')
        .set({
          claimed_by: claim.by,
          lease_until: leaseUntil(claim),
          // A process that still holds a claim has ended without finishing or releasing it.
          attempts: sql<number>`attempts + (claimed_by <> ${claim.by} and claimed_by is not null)::int`,
        })
        .where('turns.id', '=', (eb) =>
          eb
            .selectFrom('turns as next')
            .select('next.id')
            .where('next.conversation_id', '=', conversationId)
            .where('next.state', '=', 'pending')
            .orderBy('next.id')
            .limit(1),
        )
        .where('state', '=', 'pending')
        .where((eb) =>
          eb.or([eb.val(claim.exclusive), eb('claimed_by', 'is', null), eb('claimed_by', '=', claim.by), hasLapsed]),
        )
        .returningAll('turns')
        .returning(['locked.bot_id', 'locked.position', 'locked.vars', 'locked.banned', 'locked.conversation_version']),
    )
    .selectFrom('claimed')
    .selectAll('claimed')
    .select([
      sql<number>`(select head from conversations where id = ${conversationId})`.as('seen_head'),
      sql<boolean>`exists (
        select 1 from turns as later
        where later.conversation_id = ${conversationId} and later.state = 'pending' and later.id > claimed.id
      )`.as('has_later'),
    ])
    .executeTakeFirst();
  if (!row) return undefined;
  const { bot_id, position, vars, banned, conversation_version, seen_head, has_later, ...turn } = row;
  return {
    ...turn,
    conversation: { bot_id, position, vars, banned, scenario_version: conversation_version },
    seenHead: seen_head,
    hasLater: has_later,
  };
}

/** A turn that has to be stopped. */
export interface StoppedTurn {
  readonly conversationId: string;
  readonly turnId: number;
}

/** Extends the leases of all turns that this process has claimed. @returns those that have to be stopped */
export async function renewLeases(db: Db, claim: Claim): Promise<StoppedTurn[]> {
  const rows = await db
    .updateTable('turns')
    .set({ lease_until: leaseUntil(claim) })
    .where('state', '=', 'pending')
    .where('claimed_by', '=', claim.by)
    .returning(['id', 'conversation_id', 'stop'])
    .execute();
  return rows.flatMap(({ id, conversation_id, stop }) =>
    stop === 'requested' ? [{ turnId: id, conversationId: conversation_id }] : [],
  );
}

/** Releases the claims of this process when it stops, which does not count as an attempt. */
export async function releaseTurns(db: Db, claim: Claim): Promise<void> {
  await db
    .updateTable('turns')
    .set({ claimed_by: null, lease_until: null })
    .where('state', '=', 'pending')
    .where('claimed_by', '=', claim.by)
    .execute();
}

export interface WaitingTurns {
  readonly conversationId: string;
  /** Whether a process that has ended had claimed one of them. */
  readonly wereClaimed: boolean;
}

/** The conversations with a turn that is not claimed, or whose process has ended. */
export async function conversationsWithTurns(db: Db, claim: Claim): Promise<WaitingTurns[]> {
  const rows = await db
    .selectFrom('turns')
    .select(['conversation_id', sql<boolean>`bool_or(claimed_by is not null)`.as('were_claimed')])
    .where('state', '=', 'pending')
    .where((eb) => eb.or([eb.val(claim.exclusive), eb('claimed_by', 'is', null), hasLapsed]))
    .groupBy('conversation_id')
    .execute();
  return rows.map((row) => ({ conversationId: row.conversation_id, wereClaimed: row.were_claimed }));
}
