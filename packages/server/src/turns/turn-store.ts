import type { WireThinking } from '@connective-chat/core/protocol';
import { sql } from 'kysely';
import { lockConversation } from '../conversation/conversations.ts';
import { append } from '../conversation/log.ts';
import { endThinking } from '../conversation/thinking.ts';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, MessageRow, TurnRow } from '../db/schema.ts';
import { changeHandsIn, queued } from '../operator/handover.ts';
import type { StepOutcome } from '../scenario/interpreter.types.ts';

export interface Claim {
  readonly by: string;
  /** By the clock of the database: those of the nodes may differ by more than a lease. */
  readonly leaseMs: number;
  /** Whether a claim of another can only be one of the dead. */
  readonly exclusive: boolean;
}

const leaseUntil = ({ leaseMs }: Claim) => sql<Date>`now() + ${leaseMs} * interval '1 millisecond'`;
const hasLapsed = sql<boolean>`lease_until < now()`;

/** Claims the oldest turn of a conversation that is not done: the others wait for it. */
export async function claimTurn(db: Db, conversationId: string, claim: Claim): Promise<TurnRow | undefined> {
  return db
    .updateTable('turns')
    .set({ claimed_by: claim.by, lease_until: leaseUntil(claim) })
    .where('id', '=', (eb) =>
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
    .returningAll()
    .executeTakeFirst();
}

/** Says for every turn that this claim holds that it is still worked on. */
export async function renewLeases(db: Db, claim: Claim): Promise<void> {
  await db
    .updateTable('turns')
    .set({ lease_until: leaseUntil(claim) })
    .where('state', '=', 'pending')
    .where('claimed_by', '=', claim.by)
    .execute();
}

/** The conversations in which a turn waits to be run, or was left by a process that is gone. */
export async function conversationsWithTurns(db: Db, claim: Claim): Promise<string[]> {
  const rows = await db
    .selectFrom('turns')
    .select('conversation_id')
    .distinct()
    .where('state', '=', 'pending')
    .where((eb) => eb.or([eb.val(claim.exclusive), eb('claimed_by', 'is', null), hasLapsed]))
    .execute();
  return rows.map((row) => row.conversation_id);
}

export interface Step {
  readonly turn: TurnRow;
  readonly step: number;
  /** The node that ran. */
  readonly node: string | null;
  /** The version of the scenario that ran. */
  readonly version: number;
  readonly outcome: StepOutcome;
  /** The id of the draft that this step's first message completes. */
  readonly draftId: string | undefined;
  readonly failed: boolean;
  readonly now: number;
}

export interface CommittedStep {
  readonly messages: readonly MessageRow[];
  readonly thinking: WireThinking | null;
  /** The conversation, if it has been handed over. */
  readonly handedOver: ConversationRow | null;
}

/**
 * Commits what a step came to: its messages, the state and the next position, together. The step's number
 * makes it happen once: after a crash the turn goes on behind the last step that was committed.
 *
 * @returns null if the turn is no longer this claim's: called off, or taken over after its lease
 */
export async function commitStep(db: Db, claim: Claim, step: Step): Promise<CommittedStep | null> {
  const { turn, outcome } = step;
  return db.transaction().execute(async (trx) => {
    await lockConversation(trx, turn.conversation_id);
    const mine = await trx
      .updateTable('turns')
      .set({
        step: step.step + 1,
        scenario_version: step.version,
        node: outcome.next ?? null,
        state: outcome.next !== undefined ? 'pending' : step.failed ? 'failed' : 'done',
        lease_until: leaseUntil(claim),
      })
      .where('id', '=', turn.id)
      .where('state', '=', 'pending')
      .where('step', '=', step.step)
      .where('claimed_by', '=', claim.by)
      .returning('id')
      .executeTakeFirst();
    if (!mine) return null;
    const moves = outcome.position !== undefined || turn.scenario_version === null;
    if (outcome.set || moves) {
      await trx
        .updateTable('conversations')
        .set({
          scenario_version: step.version,
          ...(outcome.set ? { vars: sql`vars || ${toJson(outcome.set)}::jsonb` } : {}),
          ...(outcome.position === undefined
            ? {}
            : { position: outcome.position === null ? null : toJson(outcome.position) }),
        })
        .where('id', '=', turn.conversation_id)
        .execute();
    }
    const say = outcome.say ?? [];
    const messages = await append(
      trx,
      turn.conversation_id,
      say.map((body, index) => ({
        id: index === 0 ? step.draftId : undefined,
        from: { kind: 'bot' as const },
        body,
        turn: turn.seq,
        node: outcome.from ?? step.node,
        sources: index === 0 ? outcome.sources : undefined,
      })),
      step.now,
    );
    const thinking = await endThinking(trx, turn.conversation_id, say.length > 0);
    if (!outcome.handOver) return { messages, thinking, handedOver: null };
    const { notice: text, subject = null, tags = [] } = outcome.handOver;
    const set = { ...queued(step.now), subject, tags: toJson(tags) };
    const handover = await changeHandsIn(
      trx,
      turn.conversation_id,
      { set, notice: { event: 'queued', text } },
      step.now,
    );
    return { messages: [...messages, ...handover.messages], thinking, handedOver: handover.conversation };
  });
}

/** How many visitors of a bot wait for an operator. */
export async function countQueue(db: Db, botId: string): Promise<number> {
  const { waiting } = await db
    .selectFrom('conversations')
    .select(({ fn }) => fn.countAll().as('waiting'))
    .where('bot_id', '=', botId)
    .where('status', '=', 'queued')
    .executeTakeFirstOrThrow();
  return Number(waiting);
}
