import {
  APPROVE_BUTTON,
  type Button,
  type ClientEvent,
  type Body as LogBody,
  type SendAck,
} from '@connective-chat/core/protocol';
import { closestMatch } from 'leven';
import type { Bot } from '../bots/bot-registry.ts';
import type { Db } from '../db/open-database.ts';
import type { MessageRow } from '../db/schema.ts';
import type { TurnInput } from '../db/turn-input.ts';
import { isPicture } from '../files/detect-type.ts';
import { sendFile } from '../files/file-store.ts';
import { Refused } from '../lib/refusal.ts';
import { CLOSE_BUTTON, RETURN_BUTTON } from '../scenario/nodes/operator-node.ts';
import { ackOf } from './ack-of.ts';

type Body = ClientEvent<'send'>['body'];

function findButton(row: MessageRow, buttonId: string): Button | undefined {
  const { body } = row;
  if (body.type === 'cards') return body.items.flatMap((item) => item.buttons ?? []).find(({ id }) => id === buttonId);
  if (body.type !== 'text') return undefined;
  return [...(body.buttons ?? []), ...(body.keyboard ?? [])].flat().find(({ id }) => id === buttonId);
}

/** The meaning of a send: its message, and its effect on the scenario. */
export interface SendIntent {
  /** The body as written to the log. */
  readonly body: LogBody;
  readonly input?: TurnInput;
  /** The message whose buttons are answered. */
  readonly answers?: MessageRow;
  /** The acknowledgement of the first answer to the same buttons or rating; a further answer has no effect. */
  readonly answered?: SendAck;
  /** Ends the dialog, or the part of it with an operator. */
  readonly ends?: 'close' | 'return';
}

const findMessage = (trx: Db, conversationId: string, id: string): Promise<MessageRow | undefined> =>
  trx
    .selectFrom('messages')
    .selectAll()
    .where('id', '=', id)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();

async function firstAnswer(trx: Db, conversationId: string, seq: number): Promise<SendAck> {
  const first = await trx
    .selectFrom('messages')
    .select(['seq', 'id', 'at'])
    .where('conversation_id', '=', conversationId)
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow();
  return ackOf(first, true);
}

/**
 * Whether an approval can still be given: it is the one that the scenario waits for, the dialog is with the bot, nobody
 * has written since, and nothing that was written before waits for its turn: that turn will be the answer to the
 * approval, and the press would be taken for the answer to the next one.
 */
async function isOpenApproval(trx: Db, row: MessageRow, now: number): Promise<boolean> {
  if (row.body.type !== 'text' || !row.body.approval) return false;
  const { expiresAt } = row.body.approval;
  if (expiresAt !== undefined && now >= expiresAt) return false;
  const { status, position } = await trx
    .selectFrom('conversations')
    .select(['status', 'position'])
    .where('id', '=', row.conversation_id)
    .executeTakeFirstOrThrow();
  if (status !== 'bot' || !position?.approval || position.node !== row.node) return false;
  const asking = await trx
    .selectFrom('turns')
    .select('seq')
    .where('id', '=', position.approval.turn)
    .executeTakeFirst();
  if (!asking || asking.seq !== row.turn) return false;
  const waiting = await trx
    .selectFrom('turns')
    .select('id')
    .where('conversation_id', '=', row.conversation_id)
    .where('state', '=', 'pending')
    .where('id', '>', position.approval.turn)
    .limit(1)
    .executeTakeFirst();
  if (waiting) return false;
  const later = await trx
    .selectFrom('messages')
    .select('seq')
    .where('conversation_id', '=', row.conversation_id)
    .where('seq', '>', row.seq)
    .where('sender_kind', 'in', ['visitor', 'operator'])
    .limit(1)
    .executeTakeFirst();
  return later === undefined;
}

async function readPress(
  trx: Db,
  conversationId: string,
  body: Extract<Body, { type: 'press' }>,
  now: number,
): Promise<SendIntent> {
  const row = await findMessage(trx, conversationId, body.messageId);
  const button = row && findButton(row, body.buttonId);
  if (!row || !button) throw new Refused('INVALID', 'body: there is no such button.');
  const repeatable = 'repeatable' in row.body && row.body.repeatable === true;
  if (row.answered_by !== null && !repeatable) {
    return { body, answered: await firstAnswer(trx, conversationId, row.answered_by) };
  }
  // The label in the log comes from the server, whatever the client sends.
  const logged = { ...body, label: button.label };
  if (row.node !== null && row.body.type === 'text' && row.body.approval) {
    if (!(await isOpenApproval(trx, row, now))) throw new Refused('INVALID', 'body: the approval is no longer open.');
    const { id: buttonId, label } = button;
    const approves = buttonId === APPROVE_BUTTON;
    return { body: logged, input: { kind: 'press', node: row.node, buttonId, label, approves }, answers: row };
  }
  if (button.id === CLOSE_BUTTON) return { body: logged, answers: row, ends: 'close' };
  if (button.id === RETURN_BUTTON) return { body: logged, answers: row, ends: 'return' };
  if (button.action.type === 'url' || row.node === null) return { body: logged, answers: row };
  const input: TurnInput =
    button.action.type === 'alias'
      ? { kind: 'alias', alias: button.action.alias }
      : { kind: 'press', node: row.node, buttonId: button.id, label: button.label };
  return { body: logged, input, answers: row };
}

async function readRate(trx: Db, conversationId: string, body: Extract<Body, { type: 'rate' }>): Promise<SendIntent> {
  const row = await findMessage(trx, conversationId, body.messageId);
  if (row?.body.type !== 'rating') throw new Refused('INVALID', 'body.messageId: there is no such rating.');
  if (body.score > row.body.scale) throw new Refused('INVALID', `body.score: the scale ends at ${row.body.scale}.`);
  if (row.answered_by !== null) return { body, answered: await firstAnswer(trx, conversationId, row.answered_by) };
  if (row.node === null) return { body, answers: row };
  return { body, input: { kind: 'rate', node: row.node, score: body.score, comment: body.comment }, answers: row };
}

/** How many letters of an alias may be wrong for another to be suggested. */
const MAX_WRONG = 2;

/** A hint at the alias that was probably meant, for the developer of the page. */
function suggestion(alias: string, bot: Bot | null): string {
  const known = [...(bot?.scenario.aliases.keys() ?? [])];
  const nearest = closestMatch(alias, known, { maxDistance: MAX_WRONG });
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}

/**
 * Interprets a send, under the lock of its conversation.
 *
 * @throws Refused INVALID, UNSUPPORTED_TYPE
 */
export async function readIntent(
  trx: Db,
  conversationId: string,
  { bot, hasOperators, now }: { bot: Bot | null; hasOperators: boolean; now: number },
  body: Body,
): Promise<SendIntent> {
  switch (body.type) {
    case 'text':
      return { body: { ...body, format: 'plain' }, input: { kind: 'text', text: body.text } };
    case 'press':
      return readPress(trx, conversationId, body, now);
    case 'alias':
      if (!bot?.scenario.aliases.has(body.alias)) {
        throw new Refused('INVALID', `body.alias: no entry point has this alias.${suggestion(body.alias, bot)}`);
      }
      return { body, input: { kind: 'alias', alias: body.alias } };
    case 'rate':
      return readRate(trx, conversationId, body);
    case 'close':
    case 'leave_queue':
      return { body };
    case 'request_operator':
      if (!hasOperators) throw new Refused('UNSUPPORTED_TYPE', 'body.type: there are no operators.');
      return { body };
    case 'image': {
      const file = await sendFile(trx, conversationId, body.fileId);
      if (!isPicture(file.mime)) throw new Refused('INVALID', 'body.fileId: the file is not a picture.');
      return { body: { ...body, alt: body.alt ?? '' } };
    }
    case 'file': {
      // From the store, whatever the client sends.
      const { name, size, mime } = await sendFile(trx, conversationId, body.fileId);
      return { body: { type: 'file', fileId: body.fileId, name, size, mime } };
    }
  }
}
