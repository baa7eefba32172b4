import type { ThinkingStep, WireThinking } from '@connective-chat/core/protocol';
import { sql } from 'kysely';
import { append, type NewMessage } from '../conversation/append-messages.ts';
import { lockConversation } from '../conversation/conversations.ts';
import { toQueue, transferDialogIn } from '../conversation/handover.ts';
import { withoutRunning } from '../conversation/stage-log.ts';
import { endThinking } from '../conversation/thinking.ts';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, MessageRow, TurnRow } from '../db/schema.ts';
import type { StepOutcome } from '../scenario/interpreter.types.ts';

export interface Claim {
  readonly by: string;
  /** By the clock of the database, because the clocks of nodes may differ by more than a lease. */
  readonly leaseMs: number;
  /** Whether a claim of another process can only be left over from one that has ended. */
  readonly exclusive: boolean;
}

const leaseUntil = ({ leaseMs }: Claim) => sql<Date>`now() + ${leaseMs} * interval '1 millisecond'`;
const hasLapsed = sql<boolean>`lease_until < now()`;

/** Claims the oldest unfinished turn of a conversation; later ones wait for it. */
export async function claimTurn(db: Db, conversationId: string, claim: Claim): Promise<TurnRow | undefined> {
  return db
    .updateTable('turns')
    .set({
      claimed_by: claim.by,
      lease_until: leaseUntil(claim),
      // A process that still holds a claim has ended without finishing or releasing it.
      attempts: sql<number>`attempts + (claimed_by <> ${claim.by} and claimed_by is not null)::int`,
    })
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

/** Extends the lease of every turn that this process has claimed. */
export async function renewLeases(db: Db, claim: Claim): Promise<void> {
  await db
    .updateTable('turns')
    .set({ lease_until: leaseUntil(claim) })
    .where('state', '=', 'pending')
    .where('claimed_by', '=', claim.by)
    .execute();
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

/** How a turn may end. */
export type TurnResult = 'done' | 'failed' | 'abandoned';

/** A step and its outcome. */
export interface Step {
  /** The node; null for the step that enters the scenario. */
  readonly node: string | null;
  readonly outcome: StepOutcome;
}

/** Consecutive steps to be committed together. */
export interface Steps {
  readonly turn: TurnRow;
  /** The number of the first of them. */
  readonly from: number;
  readonly steps: readonly Step[];
  /** The node to run next; without one the turn has ended. */
  readonly next: string | undefined;
  /** The version of the scenario that ran. */
  readonly version: number;
  /** The id of the draft that the first message completes. */
  readonly draftId: string | undefined;
  /** What the turn's agents did since its last message. */
  readonly stages: readonly ThinkingStep[];
  /** How the turn ends, if it has. */
  readonly result: TurnResult;
  readonly now: number;
}

export interface CommittedSteps {
  readonly messages: readonly MessageRow[];
  readonly thinking: WireThinking | null;
  /** The conversation, if it has been handed over. */
  readonly handedOver: ConversationRow | null;
}

function messagesOf({ turn, steps, draftId, stages, result, now }: Steps): NewMessage[] {
  const messages = steps.flatMap(({ node, outcome: { say = [], from, sources } }) =>
    say.map((body, index) => ({
      from: { kind: 'bot' as const },
      body,
      turn: turn.seq,
      node: from ?? node,
      sources: index === 0 ? sources : undefined,
    })),
  );
  const ended = withoutRunning(stages, now, result === 'done' ? 'done' : 'failed');
  const shown = ended.filter(({ after }) => after !== 'vanish');
  return messages.map((message, index) => (index === 0 ? { ...message, id: draftId, stages: shown } : message));
}

/** The changes of the steps to the conversation: the last position and all variables. */
function changeOf({ turn, steps, version }: Steps) {
  const set = Object.assign({}, ...steps.map(({ outcome }) => outcome.set));
  const position = steps
    .map(({ outcome }) => outcome.position)
    .filter((place) => place !== undefined)
    .at(-1);
  const hasSet = Object.keys(set).length > 0;
  if (!hasSet && position === undefined && turn.scenario_version !== null) return {};
  return {
    scenario_version: version,
    ...(hasSet ? { vars: sql<string>`vars || ${toJson(set)}::jsonb` } : {}),
    ...(position === undefined ? {} : { position: position === null ? null : toJson(position) }),
  };
}

/**
 * Commits the outcome of steps: their messages, the state and the next position, together. The number of the step
 * makes the commit happen once: after a crash the turn continues after the last committed step.
 *
 * @returns null if this process does not hold the claim any more: cancelled, or taken over after its lease
 */
export async function commitSteps(db: Db, claim: Claim, ran: Steps): Promise<CommittedSteps | null> {
  const { turn, now } = ran;
  const conversationId = turn.conversation_id;
  return db.transaction().execute(async (trx) => {
    await lockConversation(trx, conversationId);
    const said = messagesOf(ran);
    const mine = await trx
      .updateTable('turns')
      .set({
        step: ran.from + ran.steps.length,
        scenario_version: ran.version,
        node: ran.next ?? null,
        state: ran.next !== undefined ? 'pending' : ran.result,
        attempts: 0,
        lease_until: leaseUntil(claim),
        stages: toJson(said.length > 0 ? [] : ran.stages),
      })
      .where('id', '=', turn.id)
      .where('state', '=', 'pending')
      .where('step', '=', ran.from)
      .where('claimed_by', '=', claim.by)
      .returning('id')
      .executeTakeFirst();
    if (!mine) return null;
    const last = ran.steps.at(-1)?.outcome;
    const handOver = last?.handOver;
    // What a handover says, such as how to end it, follows the notice that it has begun.
    const saidBefore = said.length - (handOver ? (last?.say?.length ?? 0) : 0);
    const messages = await append(trx, conversationId, said.slice(0, saidBefore), now, changeOf(ran));
    const thinking = await endThinking(trx, conversationId, said.length > 0);
    if (!handOver) return { messages, thinking, handedOver: null };
    const { notice: text, subject = null, tags = [] } = handOver;
    const set = { ...toQueue(now), subject, tags: toJson(tags) };
    const handover = await transferDialogIn(trx, conversationId, { set, notice: { event: 'queued', text } }, now);
    const after = await append(trx, conversationId, said.slice(saidBefore), now);
    const handedOver = { ...handover.conversation, head: handover.conversation.head + after.length };
    return { messages: [...messages, ...handover.messages, ...after], thinking, handedOver };
  });
}

/** The number of visitors of a bot waiting for an operator. */
export async function countQueue(db: Db, botId: string): Promise<number> {
  const { waiting } = await db
    .selectFrom('conversations')
    .select(({ fn }) => fn.countAll().as('waiting'))
    .where('bot_id', '=', botId)
    .where('status', '=', 'queued')
    .executeTakeFirstOrThrow();
  return Number(waiting);
}
