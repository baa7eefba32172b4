import type { OperatorEvent } from '@connective-chat/contracts/operator';
import type { Body } from '@connective-chat/core/protocol';
import { append } from '../../conversation/append-messages.ts';
import { lockConversation, markRead } from '../../conversation/conversations.ts';
import { type Correction, correctMessage } from '../../conversation/correct-message.ts';
import { checkOwner } from '../../conversation/handover.ts';
import type { Db } from '../../db/open-database.ts';
import { isPicture } from '../../files/detect-type.ts';
import { sendFile } from '../../files/file-store.ts';
import { digestOf } from '../../lib/digest.ts';
import { Refused } from '../../lib/refusal.ts';
import { audited } from './audited.ts';
import { findDialog } from './find-dialog.ts';
import type { OperatorContext, OperatorHandlers } from './request.types.ts';

/** The body as written to the log; the data of a file comes from the store, whatever the client sends. */
async function toLogBody(
  trx: Db,
  { operator }: OperatorContext,
  { conversation, body }: OperatorEvent<'send'>,
): Promise<Body> {
  if (body.type === 'text') return body;
  const { name, size, mime } = await sendFile(trx, conversation, body.fileId, operator.id);
  if (body.type === 'file') return { type: 'file', fileId: body.fileId, name, size, mime };
  if (!isPicture(mime)) throw new Refused('INVALID', 'body.fileId: the file is not a picture.');
  return body;
}

const findSent = (trx: Db, conversation: string, operatorId: string, cid: string) =>
  trx
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversation)
    .where('sender_kind', '=', 'operator')
    .where('sender_id', '=', operatorId)
    .where('cid', '=', cid)
    .executeTakeFirst();

/** Corrects or erases a message, and pushes the change to everyone in the conversation. */
async function correct(context: OperatorContext, correction: Correction): Promise<Record<string, never>> {
  const { db, clock, operator, who, publisher, rate } = context;
  const { conversationId, messageId: message, body } = correction;
  await findDialog(context, conversationId);
  await rate.count(operator.id);
  const by = { operator, mayCorrectOthers: who.account.role === 'admin' };
  const action = body === null ? 'message.erased' : 'message.edited';
  const entry = await db.transaction().execute(async (trx) => {
    const written = await correctMessage(trx, correction, by, clock.now());
    if (written) await audited(context, action, conversationId, { message })(trx);
    return written;
  });
  if (entry) publisher.message(conversationId, entry);
  return {};
}

/** The requests of an operator in a dialog: send, edit, erase, typing, read, upload. */
export const talkRequests: OperatorHandlers<'send' | 'edit' | 'erase' | 'typing' | 'read' | 'upload'> = {
  async send(context, event) {
    const { db, clock, operator, publisher, rate } = context;
    const { conversation, cid, body } = event;
    await findDialog(context, conversation);
    const digest = digestOf(body);
    const known = await findSent(db, conversation, operator.id, cid);
    if (!known) await rate.count(operator.id);
    const { row, dup } = await db.transaction().execute(async (trx) => {
      const current = await lockConversation(trx, conversation);
      // A duplicate succeeds whatever has happened since, because the first copy did.
      const first = await findSent(trx, conversation, operator.id, cid);
      if (first && first.digest !== digest) throw new Refused('CID_CONFLICT', 'This cid was used for another body.');
      if (first) return { row: first, dup: true };
      checkOwner(operator.id)(current);
      const from = { kind: 'operator' as const, id: operator.id, name: operator.name };
      const message = { from, body: await toLogBody(trx, context, event), cid, digest };
      const [inserted] = await append(trx, conversation, [message], clock.now());
      if (!inserted) throw new Error('An insert returned no row.');
      return { row: inserted, dup: false };
    });
    if (!dup) publisher.message(conversation, row);
    return { seq: row.seq, id: row.id, at: row.at.toISOString(), ...(dup ? { dup } : {}) };
  },

  edit: (context, { conversation, messageId, body }) =>
    correct(context, { conversationId: conversation, messageId, body }),

  erase: (context, { conversation, messageId }) =>
    correct(context, { conversationId: conversation, messageId, body: null }),

  async typing(context, { conversation, on }) {
    checkOwner(context.operator.id)(await findDialog(context, conversation));
    context.publisher.operatorTyping(conversation, context.operator, on);
    return {};
  },

  async read(context, { conversation, seq }) {
    checkOwner(context.operator.id)(await findDialog(context, conversation));
    const upTo = await markRead(context.db, conversation, 'operator', seq);
    if (upTo !== null) context.publisher.read(conversation, 'operator', upTo);
    return {};
  },

  async upload(context, { conversation, name, size, mime }) {
    const { operator, uploads, rate } = context;
    const dialog = await findDialog(context, conversation);
    checkOwner(operator.id)(dialog);
    const file = { conversationId: conversation, botId: dialog.bot_id, name, size, mime, operatorId: operator.id };
    const reserved = await uploads.reserve(file, () => rate.count(operator.id));
    return { ...reserved, path: `/api/bots/${encodeURIComponent(dialog.bot_id)}/files` };
  },
};
