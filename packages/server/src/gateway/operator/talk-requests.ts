import type { OperatorEvent } from '@connective-chat/contracts/operator';
import type { Body } from '@connective-chat/core/protocol';
import { lockConversation, markRead } from '../../conversation/conversations.ts';
import { checkMine } from '../../conversation/handover.ts';
import { append } from '../../conversation/log.ts';
import type { Db } from '../../db/open-database.ts';
import { reserveFile, sendFile } from '../../files/file-store.ts';
import { isPicture, isTypeAllowed } from '../../files/judge-type.ts';
import { digestOf } from '../../lib/digest.ts';
import { Refused } from '../../lib/refusal.ts';
import { findDialog } from './find-dialog.ts';
import type { OperatorContext, OperatorHandlers } from './request.types.ts';

/** What stands in the log: of a file what the store knows, whatever the client claims. */
async function toLogBody(
  trx: Db,
  { operator }: OperatorContext,
  { conversation, body }: OperatorEvent<'send'>,
): Promise<Body> {
  if (body.type === 'text') return body;
  const { name, size, mime } = await sendFile(trx, conversation, body.fileId, operator.id);
  if (body.type === 'file') return { type: 'file', fileId: body.fileId, name, size, mime };
  if (!isPicture(mime)) throw new Refused('INVALID', 'body.fileId: the file is no picture.');
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

/** What an operator says, and shows of themselves. */
export const talkRequests: OperatorHandlers<'send' | 'typing' | 'read' | 'upload'> = {
  async send(context, event) {
    const { db, clock, operator, publisher, operatorRate } = context;
    const { conversation, cid, body } = event;
    await findDialog(context, conversation);
    const digest = digestOf(body);
    const known = await findSent(db, conversation, operator.id, cid);
    if (!known) await operatorRate.count(operator.id);
    const { row, dup } = await db.transaction().execute(async (trx) => {
      const current = await lockConversation(trx, conversation);
      // A repetition succeeds whatever has happened since: its first copy did.
      const first = await findSent(trx, conversation, operator.id, cid);
      if (first && first.digest !== digest) throw new Refused('CID_CONFLICT', 'This cid was used for another body.');
      if (first) return { row: first, dup: true };
      checkMine(operator.id)(current);
      const from = { kind: 'operator' as const, id: operator.id, name: operator.name };
      const message = { from, body: await toLogBody(trx, context, event), cid, digest };
      const [inserted] = await append(trx, conversation, [message], clock.now());
      if (!inserted) throw new Error('An insert returned no row.');
      return { row: inserted, dup: false };
    });
    if (!dup) publisher.message(conversation, row);
    return { seq: row.seq, id: row.id, at: row.at.toISOString(), ...(dup ? { dup } : {}) };
  },

  async typing(context, { conversation, on }) {
    checkMine(context.operator.id)(await findDialog(context, conversation));
    context.news.operatorTyping(conversation, context.operator, on);
    return {};
  },

  async read(context, { conversation, seq }) {
    checkMine(context.operator.id)(await findDialog(context, conversation));
    const upTo = await markRead(context.db, conversation, 'operator', seq);
    if (upTo !== null) context.publisher.read(conversation, 'operator', upTo);
    return {};
  },

  async upload(context, { conversation, name, size, mime }) {
    const { db, clock, limits, operator, operatorRate, uploadTimes } = context;
    const dialog = await findDialog(context, conversation);
    checkMine(operator.id)(dialog);
    const type = mime.split(';')[0]?.trim().toLowerCase() ?? '';
    if (size === 0) throw new Refused('INVALID', 'size: the file is empty.');
    if (size > limits.uploadBytes) throw new Refused('TOO_LARGE', 'size: the file is too large.');
    if (!isTypeAllowed(type, limits.uploadTypes)) {
      throw new Refused('UNSUPPORTED_TYPE', 'mime: files of this type are not taken.');
    }
    await operatorRate.count(operator.id);
    const file = {
      conversationId: conversation,
      botId: dialog.bot_id,
      name,
      size,
      mime: type,
      operatorId: operator.id,
    };
    const reserved = await reserveFile(db, file, { now: clock.now(), tokenMs: uploadTimes.tokenMs });
    return { ...reserved, path: `/api/bots/${encodeURIComponent(dialog.bot_id)}/files` };
  },
};
