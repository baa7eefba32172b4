import type { Localized } from '@connective-chat/contracts/scenario';
import type { Button, ClientEvent, Dialog, Body as LogBody, SendAck } from '@connective-chat/core/protocol';
import type { Bot, BotRegistry } from '../bots/bot-registry.ts';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, MessageRow } from '../db/schema.ts';
import type { TurnInput } from '../db/turn-input.ts';
import { sendFile } from '../files/file-store.ts';
import { isPicture } from '../files/judge-type.ts';
import type { Clock } from '../lib/clock.ts';
import { digestOf } from '../lib/digest.ts';
import { Refused } from '../lib/refusal.ts';
import { DEFAULT_QUEUED_TEXT } from '../scenario/default-texts.ts';
import { CLOSE_BUTTON, RETURN_BUTTON } from '../scenario/nodes/operator-node.ts';
import { lockConversation } from './conversations.ts';
import { enqueueTurn } from './enqueue-turn.ts';
import { changeHandsIn, closed, type Handover, queued, withBot } from './handover.ts';
import { append } from './log.ts';
import { BACK_TO_BOT_TEXT, DIALOG_CLOSED_TEXT, QUEUE_LEFT_TEXT } from './notice-texts.ts';
import { readStanding, type Standing } from './send-state.ts';
import { toWireDialog } from './wire.ts';

type Send = ClientEvent<'send'>;
type Body = Send['body'];

/** What a send came to, for its answer and for those who have to be told. */
export interface AcceptedSend {
  readonly ack: SendAck;
  readonly messages: readonly MessageRow[];
  readonly dialog?: Dialog | undefined;
  /** Who has the dialog now, if that has changed. */
  readonly handover?: Handover | null;
  /** Whether a turn of the scenario waits to be run. */
  readonly hasTurn?: boolean;
}

export interface Sender {
  readonly conversationId: string;
  readonly botId: string;
  readonly locale: string;
}

const LOCKED_BY_THINKING: ReadonlySet<Body['type']> = new Set(['text', 'press', 'alias']);

const ackOf = (row: Pick<MessageRow, 'seq' | 'id' | 'at'>, dup = false): SendAck => ({
  ok: true,
  seq: row.seq,
  id: row.id,
  at: row.at.toISOString(),
  ...(dup ? { dup } : {}),
});

/** A cid that is in the log already is a success, whatever has happened since; with another body it is a mistake. */
function ackOfFirst({ first }: Standing, digest: string): SendAck | null {
  if (!first) return null;
  if (first.digest !== digest) throw new Refused('CID_CONFLICT', 'This cid was used for another body.');
  return ackOf(first, true);
}

function checkOpen({ status }: Pick<ConversationRow, 'status'>, body: Body, mayReopen: boolean): void {
  // How the talk was is told when it is over; that begins no new one.
  if (status !== 'closed' || body.type === 'rate') return;
  if (!mayReopen || body.type === 'close') throw new Refused('CONVERSATION_CLOSED', 'This dialog is closed.');
}

function findButton(row: MessageRow, buttonId: string): Button | undefined {
  const { body } = row;
  if (body.type === 'cards') return body.items.flatMap((item) => item.buttons ?? []).find(({ id }) => id === buttonId);
  if (body.type !== 'text') return undefined;
  return [...(body.buttons ?? []), ...(body.keyboard ?? [])].flat().find(({ id }) => id === buttonId);
}

interface Intent {
  readonly body: LogBody;
  readonly input?: TurnInput;
  /** The message whose buttons this answers. */
  readonly answers?: MessageRow;
  /** The answer that was given already. */
  readonly answered?: SendAck;
  /** What it asks for, beside the scenario. */
  readonly ends?: 'close' | 'return';
}

const findMessage = (trx: Db, conversationId: string, id: string): Promise<MessageRow | undefined> =>
  trx
    .selectFrom('messages')
    .selectAll()
    .where('id', '=', id)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();

/** What was answered already is acknowledged with the first answer. */
async function firstAnswer(trx: Db, conversationId: string, seq: number): Promise<SendAck> {
  const first = await trx
    .selectFrom('messages')
    .select(['seq', 'id', 'at'])
    .where('conversation_id', '=', conversationId)
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow();
  return ackOf(first, true);
}

async function readPress(trx: Db, conversationId: string, body: Extract<Body, { type: 'press' }>): Promise<Intent> {
  const row = await findMessage(trx, conversationId, body.messageId);
  const button = row && findButton(row, body.buttonId);
  if (!row || !button) throw new Refused('INVALID', 'body: there is no such button.');
  const repeatable = 'repeatable' in row.body && row.body.repeatable === true;
  if (row.answered_by !== null && !repeatable) {
    return { body, answered: await firstAnswer(trx, conversationId, row.answered_by) };
  }
  // The label that stands in the log is the server's, whatever the client claims to have shown.
  const said = { ...body, label: button.label };
  if (button.id === CLOSE_BUTTON) return { body: said, answers: row, ends: 'close' };
  if (button.id === RETURN_BUTTON) return { body: said, answers: row, ends: 'return' };
  if (button.action.type === 'url' || row.node === null) return { body: said, answers: row };
  const input: TurnInput =
    button.action.type === 'alias'
      ? { kind: 'alias', alias: button.action.alias }
      : { kind: 'press', node: row.node, buttonId: button.id, label: button.label };
  return { body: said, input, answers: row };
}

async function readRate(trx: Db, conversationId: string, body: Extract<Body, { type: 'rate' }>): Promise<Intent> {
  const row = await findMessage(trx, conversationId, body.messageId);
  if (row?.body.type !== 'rating') throw new Refused('INVALID', 'body.messageId: there is no such rating.');
  if (body.score > row.body.scale) throw new Refused('INVALID', `body.score: the scale ends at ${row.body.scale}.`);
  if (row.answered_by !== null) return { body, answered: await firstAnswer(trx, conversationId, row.answered_by) };
  if (row.node === null) return { body, answers: row };
  return { body, input: { kind: 'rate', node: row.node, score: body.score, comment: body.comment }, answers: row };
}

/** What a body asks of the scenario. */
async function readIntent(
  trx: Db,
  { bot, hasOperators }: { bot: Bot | null; hasOperators: boolean },
  sender: Sender,
  body: Body,
): Promise<Intent> {
  switch (body.type) {
    case 'text':
      return { body: { ...body, format: 'plain' }, input: { kind: 'text', text: body.text } };
    case 'press':
      return readPress(trx, sender.conversationId, body);
    case 'alias':
      if (!bot?.scenario.aliases.has(body.alias)) {
        throw new Refused('INVALID', 'body.alias: no entry point has this alias.');
      }
      return { body, input: { kind: 'alias', alias: body.alias } };
    case 'rate':
      return readRate(trx, sender.conversationId, body);
    case 'close':
    case 'leave_queue':
      return { body };
    case 'request_operator':
      if (!hasOperators) throw new Refused('UNSUPPORTED_TYPE', 'body.type: there are no operators.');
      return { body };
    case 'image': {
      const file = await sendFile(trx, sender.conversationId, body.fileId);
      if (!isPicture(file.mime)) throw new Refused('INVALID', 'body.fileId: the file is no picture.');
      return { body: { ...body, alt: body.alt ?? '' } };
    }
    case 'file': {
      // What the store knows of the file, whatever the client claims.
      const { name, size, mime } = await sendFile(trx, sender.conversationId, body.fileId);
      return { body: { type: 'file', fileId: body.fileId, name, size, mime } };
    }
  }
}

/** What a send changes about who has the dialog; null if nothing. */
async function handOver(trx: Db, conversation: ConversationRow, intent: Intent, now: number): Promise<Handover | null> {
  const { body, ends } = intent;
  const isWaiting = conversation.status === 'queued';
  const isTalking = isWaiting || conversation.status === 'operator';
  const change = (set: typeof withBot, event: string, text: Localized) =>
    changeHandsIn(trx, conversation.id, { set, notice: { event, text } }, now);
  if (body.type === 'close' || (ends === 'close' && isTalking)) return change(closed, 'closed', DIALOG_CLOSED_TEXT);
  if (ends === 'return' && conversation.status === 'operator') {
    return change(withBot, 'operator_left', BACK_TO_BOT_TEXT);
  }
  if (isWaiting && (body.type === 'leave_queue' || ends === 'return')) {
    return change(withBot, 'queue_left', QUEUE_LEFT_TEXT);
  }
  const mayQueue = conversation.status === 'bot' || conversation.status === 'closed';
  if (body.type === 'request_operator' && conversation.banned) {
    throw new Refused('BLOCKED', 'The operators talk with this visitor no more.');
  }
  if (body.type === 'request_operator' && mayQueue) {
    return change(queued(now), 'queued', DEFAULT_QUEUED_TEXT);
  }
  return null;
}

/**
 * A message after the end begins a new dialog. It is answered by the scenario's fallback, not by a greeting:
 * the visitor has said already what the greeting would ask.
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
}

/**
 * Takes a visitor's send. The order of the checks is part of the protocol: a duplicate succeeds even in a
 * closed dialog, over the rate or while an answer is awaited, because its first copy did.
 */
export async function acceptSend(deps: AcceptSendDeps, sender: Sender, send: Send): Promise<AcceptedSend> {
  const { db, clock, bots } = deps;
  const { conversationId } = sender;
  const digest = digestOf(send.body);
  const before = await readStanding(db, conversationId, send.cid);
  const duplicate = ackOfFirst(before, digest);
  if (duplicate) return { ack: duplicate, messages: [] };

  // Asked before the transaction: inside of it an embedded database answers nothing else.
  const bot = await bots.get(sender.botId);
  const mayReopen = bot?.settings.reopen ?? true;
  checkOpen(before, send.body, mayReopen);
  await deps.countSend();
  const hasOperators = send.body.type === 'request_operator' && (await deps.hasOperators());

  return db.transaction().execute(async (trx): Promise<AcceptedSend> => {
    const conversation = await lockConversation(trx, conversationId);
    // Looked up again under the lock: the first copy may have been on its way in another socket's hands.
    const standing = await readStanding(trx, conversationId, send.cid);
    const raced = ackOfFirst(standing, digest);
    if (raced) return { ack: raced, messages: [] };
    checkOpen(conversation, send.body, mayReopen);

    const now = clock.now();
    if (LOCKED_BY_THINKING.has(send.body.type)) {
      const remaining = (standing.thinkingUntil?.getTime() ?? 0) - now;
      if (remaining > 0) throw new Refused('THINKING_LOCK', 'The agent is still answering.', remaining);
    }
    const intent = await readIntent(trx, { bot, hasOperators }, sender, send.body);
    if (intent.answered) return { ack: intent.answered, messages: [] };

    const isRate = send.body.type === 'rate';
    const reopens = conversation.status === 'closed' && !isRate && intent.ends === undefined;
    const reopened = reopens ? await reopenDialog(trx, conversationId) : undefined;
    // A score that is asked for at the end is given behind it.
    const isScenarios =
      reopened !== undefined || conversation.status === 'bot' || (isRate && conversation.status === 'closed');
    const input = isScenarios ? intent.input : undefined;
    const [message] = await append(
      trx,
      conversationId,
      [{ from: { kind: 'visitor' }, body: intent.body, cid: send.cid, digest, ...(input ? { turn: 'self' } : {}) }],
      now,
      { params: toJson(send.params), ...(input ? { started: true } : {}) },
    );
    if (!message) throw new Error('An insert returned no row.');
    if (intent.answers) {
      await trx
        .updateTable('messages')
        .set({ answered_by: message.seq })
        .where('id', '=', intent.answers.id)
        .where('answered_by', 'is', null)
        .execute();
    }
    const handover = await handOver(trx, conversation, intent, now);
    if (input) {
      const { seq } = message;
      const { params } = send;
      await enqueueTurn(trx, { conversationId, key: `message:${seq}`, seq, input, params, locale: sender.locale }, now);
    }
    return { ack: ackOf(message), messages: [message], dialog: reopened, handover, hasTurn: input !== undefined };
  });
}
