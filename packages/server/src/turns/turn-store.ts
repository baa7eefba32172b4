import type { ThinkingStep, WireThinking } from '@connective-chat/core/protocol';
import { sql } from 'kysely';
import { append, insertMessages, type NewMessage, rowsOf, toValues } from '../conversation/append-messages.ts';
import { toQueue, transferDialogIn } from '../conversation/handover.ts';
import type { InstantAnswer, TurnConversation } from '../conversation/instant-answer.ts';
import { withoutRunning } from '../conversation/stage-log.ts';
import { thinkingEnded } from '../conversation/thinking.ts';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, MessageRow, StoredDraft, TurnRow } from '../db/schema.ts';
import type { Transcript } from '../db/transcript.ts';
import type { StepOutcome } from '../scenario/interpreter.types.ts';

export interface Claim {
  readonly by: string;
  /** By the clock of the database, because the clocks of nodes may differ by more than a lease. */
  readonly leaseMs: number;
  /** Whether a claim of another process must belong to a process that has ended. */
  readonly exclusive: boolean;
}

const leaseUntil = ({ leaseMs }: Claim) => sql<Date>`now() + ${leaseMs} * interval '1 millisecond'`;
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

/** Stores the text so far of an agent, for a process that takes over the turn. */
export async function storeDraft(
  db: Db,
  claim: Claim,
  { turnId, step, draft }: { readonly turnId: number; readonly step: number; readonly draft: StoredDraft },
): Promise<void> {
  await db
    .updateTable('turns')
    .set({ draft: toJson(draft) })
    .where('id', '=', turnId)
    .where('state', '=', 'pending')
    .where('step', '=', step)
    .where('claimed_by', '=', claim.by)
    .execute();
}

/**
 * Stores what the agent of a step has done with its tools.
 *
 * @returns false if this process no longer has the turn, and must not call a tool any more
 */
export async function storeTranscript(
  db: Db,
  claim: Claim,
  { turnId, step, transcript }: { readonly turnId: number; readonly step: number; readonly transcript: Transcript },
): Promise<boolean> {
  const row = await db
    .updateTable('turns')
    .set({ transcript: toJson(transcript) })
    .where('id', '=', turnId)
    .where('state', '=', 'pending')
    .where('step', '=', step)
    .where('claimed_by', '=', claim.by)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The transcript of a turn that ended with an approval; null if it is no longer kept. */
export async function findTranscript(db: Db, turnId: number): Promise<Transcript | null> {
  const row = await db.selectFrom('turns').select('transcript').where('id', '=', turnId).executeTakeFirst();
  return row?.transcript ?? null;
}

/** The last transcript of an agent in the earlier turns of the conversation, with an interrupt that nobody answered. */
export async function findAbandoned(
  db: Db,
  turn: Pick<TurnRow, 'id' | 'conversation_id'>,
  agent: string,
): Promise<Transcript | null> {
  const row = await db
    .selectFrom('turns')
    .select('transcript')
    .where('conversation_id', '=', turn.conversation_id)
    .where('id', '<', turn.id)
    .where('transcript', 'is not', null)
    .where(sql<boolean>`transcript -> 'interrupted' ->> 'agent' = ${agent}`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.transcript ?? null;
}

/** Deletes the transcripts of earlier turns, whose approvals can no longer be given. */
export async function dropTranscripts(db: Db, turn: Pick<TurnRow, 'id' | 'conversation_id'>): Promise<void> {
  await db
    .updateTable('turns')
    .set({ transcript: null })
    .where('conversation_id', '=', turn.conversation_id)
    .where('id', '<', turn.id)
    .where('transcript', 'is not', null)
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
  /** The stages of the turn's agents since its last message. */
  readonly stages: readonly ThinkingStep[];
  /** How the turn ends, if it has. */
  readonly result: TurnResult;
  readonly now: number;
}

/** A turn that has run before it is stored, in which no node has waited. */
export interface InstantSteps extends Pick<Steps, 'steps' | 'version'> {
  /** The variables after it. */
  readonly vars: ConversationRow['vars'];
}

export interface CommittedSteps {
  /** The head of the log after these messages. */
  readonly head: number;
  readonly messages: readonly MessageRow[];
  readonly thinking: WireThinking | null;
  /** The conversation, if it has been handed over. */
  readonly handedOver: ConversationRow | null;
}

type Said = Pick<Steps, 'steps' | 'draftId' | 'stages' | 'result' | 'now'> & {
  readonly turn: { readonly seq: number | null | 'first' };
};

function messagesOf({ turn, steps, draftId, stages, result, now }: Said): NewMessage[] {
  const messages = steps.flatMap(({ node, outcome: { say = [], from, agent, sources, sourcesShown, stopped } }) =>
    say.map((body, index) => ({
      from: { kind: 'bot' as const },
      body,
      turn: turn.seq,
      node: from ?? node,
      agent: index === 0 && agent,
      sources: index === 0 ? sources : undefined,
      sourcesShown: index === 0 && sourcesShown,
      stopped: index === 0 && stopped,
    })),
  );
  const completed = result === 'done' ? 'done' : 'failed';
  const ended = withoutRunning(stages, now, isOfStop({ steps }) ? 'skipped' : completed);
  const shown = ended.filter(({ after }) => after !== 'vanish');
  return messages.map((message, index) => (index === 0 ? { ...message, id: draftId, stages: shown } : message));
}

/** The position after the steps; undefined if none has set it. */
const lastPosition = (steps: readonly Step[]) =>
  steps
    .map(({ outcome }) => outcome.position)
    .filter((position) => position !== undefined)
    .at(-1);

/** The changes of the steps to the conversation: the last position and all variables. */
function changeOf({ turn, steps, version }: Steps) {
  const set = Object.assign({}, ...steps.map(({ outcome }) => outcome.set));
  const position = lastPosition(steps);
  const hasSet = Object.keys(set).length > 0;
  if (!hasSet && position === undefined && turn.scenario_version !== null) return {};
  return {
    scenario_version: version,
    ...(hasSet ? { vars: sql<string>`vars || ${toJson(set)}::jsonb` } : {}),
    ...(position === undefined ? {} : { position: position === null ? null : toJson(position) }),
  };
}

/** The answer of a turn that ran before it is stored. @param seq that of the message that starts the turn */
export function instantAnswerOf(
  { steps, version, vars }: InstantSteps,
  seq: 'first' | null,
  now: number,
): InstantAnswer {
  const said = { turn: { seq }, steps, draftId: undefined, stages: [], result: 'done' as const, now };
  const position = lastPosition(steps);
  return {
    messages: messagesOf(said),
    change: {
      scenario_version: version,
      ...(steps.some(({ outcome }) => outcome.set) ? { vars: toJson(vars) } : {}),
      ...(position === undefined ? {} : { position: position && toJson(position) }),
    },
    steps: steps.length,
    version,
  };
}

/** Whether these steps could be committed if the visitor had not stopped the turn. */
async function isToBeStopped(trx: Db, claim: Claim, { turn, from }: Steps): Promise<boolean> {
  const row = await trx
    .selectFrom('turns')
    .select('id')
    .where('id', '=', turn.id)
    .where('state', '=', 'pending')
    .where('step', '=', from)
    .where('claimed_by', '=', claim.by)
    .where('stop', '=', 'requested')
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether an agent of these steps waits for an approval, so that its transcript has to be kept. */
const isOfApproval = ({ steps }: Pick<Steps, 'steps'>) => steps.at(-1)?.outcome.position?.approval !== undefined;

const isOfStop = ({ steps }: Pick<Steps, 'steps'>) => steps[0]?.outcome.stopped === true;

/**
 * Commits messages and the state of steps in one statement. It locks the conversation before the turn, like every
 * transaction; if a row has changed while it waited for the lock, Postgres checks the conditions again.
 */
async function commitAtOnce(
  db: Db,
  claim: Claim,
  ran: Steps,
  said: readonly NewMessage[],
): Promise<Omit<CommittedSteps, 'handedOver'> | null> {
  const { turn, now } = ran;
  const inserted = toValues(turn.conversation_id, said, now);
  const id = turn.conversation_id;
  const isStop = isOfStop(ran);
  const isAnswered = ran.steps.some(({ outcome: { say = [] } }) => say.length > 0);
  const done = await db
    .with('locked', (cte) => cte.selectFrom('conversations').select('id').where('id', '=', id).forUpdate())
    .with('mine', (cte) =>
      cte
        .updateTable('turns')
        .from('locked')
        .set({
          step: ran.from + ran.steps.length,
          scenario_version: ran.version,
          node: ran.next ?? null,
          state: ran.next !== undefined ? 'pending' : ran.result,
          attempts: 0,
          draft: null,
          ...(isOfApproval(ran) ? {} : { transcript: null }),
          ...(isStop ? { stop: 'done' as const } : {}),
          lease_until: leaseUntil(claim),
          stages: toJson(isAnswered ? [] : ran.stages),
        })
        .where('turns.id', '=', turn.id)
        .where('state', '=', 'pending')
        .where('step', '=', ran.from)
        .where('claimed_by', '=', claim.by)
        // A turn is either answered or stopped: the first commit decides.
        .where('stop', isStop ? '=' : 'is distinct from', 'requested')
        .returning('turns.id'),
    )
    .with('ended', (cte) =>
      cte
        .deleteFrom('thinking')
        .using('mine')
        .where('conversation_id', '=', id)
        .returning(['thinking.conversation_id as ended', 'thinking.turn as ended_turn']),
    )
    .with('changed', (cte) =>
      cte
        .updateTable('conversations')
        .from('mine')
        .set((eb) => ({
          ...changeOf(ran),
          head: eb('head', '+', said.length),
          ...(said.length > 0 ? { last_at: new Date(now) } : {}),
          // An answer also ends thinking for clients; without an answer its end is a separate change.
          ...(isAnswered ? {} : { rev: sql<number>`rev + (select count(*)::int from ended)` }),
        }))
        .where('conversations.id', '=', id)
        .returning(['head', 'rev', 'dialog']),
    )
    .with('stored', () => insertMessages('changed', inserted))
    .selectFrom('changed')
    .leftJoin('ended', (join) => join.onTrue())
    .selectAll()
    .executeTakeFirst();
  if (!done) return null;
  const isEnded = done.ended !== null && !isAnswered;
  const thinking = isEnded ? thinkingEnded(done.rev, done.ended_turn) : null;
  return { head: done.head, messages: rowsOf(inserted, done), thinking };
}

/**
 * Commits the outcome of steps: their messages, the state and the next position, together. The number of the step
 * makes the commit happen once: after a crash the turn continues after the last committed step.
 *
 * @returns `stopped` if the visitor has stopped the turn meanwhile, so that the steps must run again as stopped; null
 * if this process no longer has the claim: the turn was cancelled, or taken over after its lease
 */
export async function commitSteps(db: Db, claim: Claim, ran: Steps): Promise<CommittedSteps | 'stopped' | null> {
  const said = messagesOf(ran);
  const last = ran.steps.at(-1)?.outcome;
  const handOver = last?.handOver;
  const whyNot = async (connection: Db) =>
    !isOfStop(ran) && (await isToBeStopped(connection, claim, ran)) ? 'stopped' : null;
  if (!handOver) {
    const done = await commitAtOnce(db, claim, ran, said);
    return done ? { ...done, handedOver: null } : whyNot(db);
  }
  const { turn, now } = ran;
  const id = turn.conversation_id;
  const { notice: text, subject = null, tags = [] } = handOver;
  const set = { ...toQueue(now), subject, tags: toJson(tags) };
  // Messages of the handover, such as how to end it, follow the notice about its start.
  const saidBefore = said.length - (last?.say?.length ?? 0);
  return db.transaction().execute(async (trx) => {
    const done = await commitAtOnce(trx, claim, ran, said.slice(0, saidBefore));
    if (!done) return whyNot(trx);
    const handover = await transferDialogIn(trx, id, { set, notice: { event: 'queued', text } }, now);
    const after = await append(trx, id, said.slice(saidBefore), now);
    const handedOver = { ...handover.conversation, head: handover.conversation.head + after.length };
    const messages = [...done.messages, ...handover.messages, ...after];
    return { ...done, head: handedOver.head, messages, handedOver };
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
