import type { ThinkingStep, WireThinking } from '@connective-chat/core/protocol';
import { sql } from 'kysely';
import { append, insertMessages, type NewMessage, rowsOf, toValues } from '../conversation/append-messages.ts';
import { toQueue, transferDialogIn } from '../conversation/handover.ts';
import type { InstantAnswer } from '../conversation/instant-answer.ts';
import { withoutRunning } from '../conversation/stage-log.ts';
import { thinkingEnded } from '../conversation/thinking.ts';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, MessageRow, TurnRow } from '../db/schema.ts';
import type { StepOutcome } from '../scenario/interpreter.types.ts';
import { type Claim, leaseUntil } from './turn-claims.ts';

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
