import type { Localized } from '@connective-chat/contracts/scenario';
import type { ClientEvent, Dialog, SendAck } from '@connective-chat/core/protocol';
import type { Bot, BotRegistry } from '../bots/bot-registry.ts';
import { isDuplicate } from '../db/database-errors.ts';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, MessageRow } from '../db/schema.ts';
import type { TurnInput } from '../db/turn-input.ts';
import type { Clock } from '../lib/clock.ts';
import { digestOf } from '../lib/digest.ts';
import { Refused } from '../lib/refusal.ts';
import { DEFAULT_QUEUED_TEXT } from '../scenario/default-texts.ts';
import { ackOf } from './ack-of.ts';
import { type AppendExtras, type Appended, appendIf, type NewMessage } from './append-messages.ts';
import { lockConversation } from './conversations.ts';
import { type Handover, toBot, toClosed, toQueue, transferDialogIn } from './handover.ts';
import type { AnswerAtOnce, InstantAnswer } from './instant-answer.ts';
import { type KnownState, type KnownStates, stateAfter } from './known-states.ts';
import { BACK_TO_BOT_TEXT, DIALOG_CLOSED_TEXT, QUEUE_LEFT_TEXT } from './notice-texts.ts';
import { readIntent, type SendIntent } from './read-intent.ts';
import { readSendState, type SendState } from './send-state.ts';
import { toWireDialog } from './wire.ts';

type Send = ClientEvent<'send'>;
type Body = Send['body'];

/** An accepted send: its acknowledgement and what has to be pushed. */
export interface AcceptedSend {
  readonly ack: SendAck;
  readonly messages: readonly MessageRow[];
  readonly dialog?: Dialog | undefined;
  /** Set if the send has changed who has the dialog. */
  readonly handover?: Handover | null;
  /** Whether a turn of the scenario must be run. */
  readonly hasTurn?: boolean;
  /** Whether the scenario has answered: its messages follow the one of the send. */
  readonly isAnswered?: boolean;
}

/** The conversation that a send belongs to. */
export interface SendOrigin {
  readonly conversationId: string;
  readonly botId: string;
  readonly locale: string;
}

const LOCKED_BY_THINKING: ReadonlySet<Body['type']> = new Set(['text', 'press', 'alias']);

/** A cid that is already in the log succeeds, whatever has happened since; with another body it is CID_CONFLICT. */
function ackOfFirst({ first }: SendState, digest: string): SendAck | null {
  if (!first) return null;
  if (first.digest !== digest) throw new Refused('CID_CONFLICT', 'This cid was used for another body.');
  return ackOf(first, true);
}

function checkOpen({ status }: Pick<ConversationRow, 'status'>, body: Body, mayReopen: boolean): void {
  // A rating is given at the end of a dialog and does not open a new one.
  if (status !== 'closed' || body.type === 'rate') return;
  if (!mayReopen || body.type === 'close') throw new Refused('CONVERSATION_CLOSED', 'This dialog is closed.');
}

/** Applies the change of dialog status that a send causes. @returns null if there is none */
async function handOver(
  trx: Db,
  conversation: ConversationRow,
  intent: SendIntent,
  now: number,
): Promise<Handover | null> {
  const { body, ends } = intent;
  const isWaiting = conversation.status === 'queued';
  const isTalking = isWaiting || conversation.status === 'operator';
  const change = (set: typeof toBot, event: string, text: Localized) =>
    transferDialogIn(trx, conversation.id, { set, notice: { event, text } }, now);
  if (body.type === 'close' || (ends === 'close' && isTalking)) return change(toClosed, 'closed', DIALOG_CLOSED_TEXT);
  if (ends === 'return' && conversation.status === 'operator') {
    return change(toBot, 'operator_left', BACK_TO_BOT_TEXT);
  }
  if (isWaiting && (body.type === 'leave_queue' || ends === 'return')) {
    return change(toBot, 'queue_left', QUEUE_LEFT_TEXT);
  }
  const mayQueue = conversation.status === 'bot' || conversation.status === 'closed';
  if (body.type === 'request_operator' && conversation.banned) {
    throw new Refused('BLOCKED', 'This visitor is banned by the operators.');
  }
  if (body.type === 'request_operator' && mayQueue) {
    return change(toQueue(now), 'queued', DEFAULT_QUEUED_TEXT);
  }
  return null;
}

/**
 * A message after the end of a dialog opens a new one. The scenario's fallback answers, not the greeting, because the
 * visitor has already asked something.
 */
async function reopenDialog(trx: Db, conversationId: string): Promise<Dialog> {
  const conversation = await trx
    .updateTable('conversations')
    .set((eb) => ({
      status: 'bot',
      position: null,
      vars: '{}',
      started: true,
      dialog: eb('dialog', '+', 1),
      dialog_rev: eb('dialog_rev', '+', 1),
    }))
    .where('id', '=', conversationId)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toWireDialog(conversation);
}

export interface AcceptSendDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly bots: BotRegistry;
  readonly hasOperators: () => Promise<boolean>;
  /** Counts a send against the sender's rate. @throws Refused RATE_LIMITED */
  readonly countSend: () => Promise<void>;
  readonly answerAtOnce: AnswerAtOnce;
  /** The states of conversations that need not be read. */
  readonly states: KnownStates;
}

interface Attempt {
  readonly origin: SendOrigin;
  readonly send: Send;
  readonly digest: string;
  readonly bot: Bot | null;
}

/** How a send is stored. */
interface Storing extends Pick<AppendExtras, 'expected' | 'unchangedSince'> {
  readonly input: TurnInput | undefined;
  /** The answer of the scenario, if it has already run. */
  readonly answer?: InstantAnswer | null;
  readonly now: number;
}

/** The message of a send, and what is stored together with it. */
async function appendSend(
  db: Db,
  { origin, send, digest }: Attempt,
  { body, answers }: SendIntent,
  { input, answer, now, expected, unchangedSince }: Storing,
): Promise<Appended | null> {
  const { params } = send;
  const { conversationId, locale } = origin;
  const sent: NewMessage = {
    from: { kind: 'visitor' },
    body,
    cid: send.cid,
    digest,
    ...(input ? { turn: 'first' } : {}),
  };
  return appendIf(db, conversationId, [sent, ...(answer?.messages ?? [])], now, {
    change: { ...answer?.change, params: toJson(params), ...(input ? { started: true } : {}) },
    turn: input && { input, params, locale },
    answer: answer ?? undefined,
    answers,
    ...(expected ? { expected } : {}),
    unchangedSince,
  });
}

/**
 * Stores a send in one statement, if everything that decides about it was read before and is unchanged when the
 * statement locks the conversation: `rev` changes with thinking, `head` with each message. The unique index of cids
 * refuses a duplicate. If no node of the scenario has to wait, its answer is stored by the same statement, and then the
 * row of the conversation must be the one that was read: whatever enqueues or ends a turn changes it.
 *
 * @returns null if the decision has to be made under the lock
 */
async function storeAtOnce(
  { db, clock, answerAtOnce, states }: AcceptSendDeps,
  attempt: Attempt,
  state: KnownState,
): Promise<AcceptedSend | null> {
  const { status, rev, head, thinkingUntil, hasTurn, conversation, version } = state;
  const { origin, send, bot } = attempt;
  const now = clock.now();
  const isThinking = (thinkingUntil?.getTime() ?? 0) > now;
  if (!LOCKED_BY_THINKING.has(send.body.type) || isThinking || status === 'closed') return null;
  const intent = await readIntent(db, origin.conversationId, { bot, hasOperators: false, now }, send.body);
  if (intent.answered || intent.ends) return null;
  const input = status === 'bot' ? intent.input : undefined;
  const mayAnswer = input !== undefined && !hasTurn && thinkingUntil === null;
  const turn = mayAnswer && { input, params: send.params, locale: origin.locale };
  const answer = turn ? await answerAtOnce(turn, conversation) : null;
  const expected = answer
    ? { unchangedSince: version }
    : { expected: { status, rev, ...(intent.answers ? { head } : {}) } };
  try {
    const stored = await appendSend(db, attempt, intent, { input, answer, now, ...expected });
    const message = stored?.rows[0];
    if (!stored || !message) return null;
    const accepted = { ack: ackOf(message), messages: stored.rows };
    if (!answer) return { ...accepted, hasTurn: input !== undefined };
    states.keep(origin.conversationId, stateAfter(state, answer, stored.to));
    return { ...accepted, isAnswered: true };
  } catch (error) {
    if (isDuplicate(error)) return null;
    states.clear();
    throw error;
  }
}

/** Decides about a send and stores it in a transaction that locks the conversation. */
async function storeUnderLock(
  { db, clock }: AcceptSendDeps,
  attempt: Attempt,
  mayReopen: boolean,
  hasOperators: boolean,
): Promise<AcceptedSend> {
  const { origin, send, digest, bot } = attempt;
  const { conversationId } = origin;
  return db.transaction().execute(async (trx): Promise<AcceptedSend> => {
    const conversation = await lockConversation(trx, conversationId);
    // Read again under the lock: the first copy may have been accepted meanwhile on another connection.
    const state = await readSendState(trx, conversationId, send.cid);
    const raced = ackOfFirst(state, digest);
    if (raced) return { ack: raced, messages: [] };
    checkOpen(conversation, send.body, mayReopen);

    const now = clock.now();
    if (LOCKED_BY_THINKING.has(send.body.type)) {
      const remaining = (state.thinkingUntil?.getTime() ?? 0) - now;
      if (remaining > 0) throw new Refused('THINKING_LOCK', 'The agent is still answering.', remaining);
    }
    const intent = await readIntent(trx, conversationId, { bot, hasOperators, now }, send.body);
    if (intent.answered) return { ack: intent.answered, messages: [] };

    const isRate = send.body.type === 'rate';
    const reopens = conversation.status === 'closed' && !isRate && intent.ends === undefined;
    const reopened = reopens ? await reopenDialog(trx, conversationId) : undefined;
    // A rating may be given after the end of the dialog that asked for it.
    const isForScenario =
      reopened !== undefined || conversation.status === 'bot' || (isRate && conversation.status === 'closed');
    const input = isForScenario ? intent.input : undefined;
    const message = (await appendSend(trx, attempt, intent, { input, now }))?.rows[0];
    if (!message) throw new Error('An insert returned no row.');
    const handover = await handOver(trx, conversation, intent, now);
    return { ack: ackOf(message), messages: [message], dialog: reopened, handover, hasTurn: input !== undefined };
  });
}

/**
 * Stores a send in a conversation whose state is known, without reading it again. A refusal is not final: the send may be
 * a duplicate, which succeeds, and only a read shows that.
 *
 * @returns null if the state has to be read
 */
async function storeKnown(deps: AcceptSendDeps, attempt: Attempt, state: KnownState): Promise<AcceptedSend | null> {
  try {
    return await storeAtOnce(deps, attempt, state);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

/** Counts a send that may be a duplicate. @returns whether its rate allows it */
async function isWithinRate({ countSend }: AcceptSendDeps): Promise<boolean> {
  try {
    await countSend();
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

/**
 * Accepts a send. The order of the checks is part of the protocol: a duplicate succeeds even in a closed dialog, over
 * the rate limit or while an agent is thinking, because the first copy did.
 */
export async function acceptSend(deps: AcceptSendDeps, origin: SendOrigin, send: Send): Promise<AcceptedSend> {
  const { db, bots, states } = deps;
  const digest = digestOf(send.body);
  // Read before the transaction, because during a transaction the embedded database answers no other query.
  const bot = await bots.get(origin.botId);
  const attempt = { origin, send, digest, bot };
  const known = states.take(origin.conversationId);
  const isCounted = known !== undefined && (await isWithinRate(deps));
  const quick = known && isCounted ? await storeKnown(deps, attempt, known) : null;
  if (quick) return quick;

  const before = await readSendState(db, origin.conversationId, send.cid);
  const duplicate = ackOfFirst(before, digest);
  if (duplicate) return { ack: duplicate, messages: [] };
  const mayReopen = bot?.settings.reopen ?? true;
  checkOpen(before, send.body, mayReopen);
  if (!isCounted) await deps.countSend();
  const { first: _, ...state } = before;
  const stored = await storeAtOnce(deps, attempt, state);
  if (stored) return stored;
  const hasOperators = send.body.type === 'request_operator' && (await deps.hasOperators());
  return storeUnderLock(deps, attempt, mayReopen, hasOperators);
}
