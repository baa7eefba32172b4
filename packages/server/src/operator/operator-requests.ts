import { MAX_PAGE_SIZE, type Operator } from '@connective-chat/core/protocol';
import { findConversation, lockConversation, markRead } from '../conversation/conversations.ts';
import { append, readBefore } from '../conversation/log.ts';
import { toWireDialog, toWireRead } from '../conversation/wire.ts';
import type { ConversationRow } from '../db/schema.ts';
import { type ChatSocket, conversationRoom } from '../gateway/session.ts';
import type { GatewayDeps } from '../gateway/widget-gateway.ts';
import { digestOf } from '../lib/digest.ts';
import { Refused } from '../lib/refusal.ts';
import { changeHands, checkFree, checkMine, closed, inHands, withBot } from './handover.ts';
import type { OperatorEvent, OperatorEventName } from './operator.types.ts';

export interface OperatorContext extends GatewayDeps {
  readonly operator: Operator;
  readonly socket: ChatSocket;
  /** Tells the visitor that the operator is typing. */
  readonly showTyping: (conversationId: string, on: boolean) => void;
}

type Handler<N extends OperatorEventName> = (context: OperatorContext, event: OperatorEvent<N>) => Promise<unknown>;

const summary = (row: ConversationRow) => ({
  conversation: row.id,
  botId: row.bot_id,
  dialog: toWireDialog(row),
  head: row.head,
  read: toWireRead(row),
  params: row.params,
  locale: row.locale,
  queuedAt: row.queued_at?.toISOString() ?? null,
});

/** What waits and what is this operator's. */
async function overview({ desk, operator }: Pick<OperatorContext, 'desk' | 'operator'>) {
  const { queue, mine } = await desk.list(operator.id);
  return { queue: queue.map(summary), mine: mine.map(summary) };
}

async function findOrRefuse({ db }: OperatorContext, id: string): Promise<ConversationRow> {
  const row = await db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Refused('INVALID', 'conversation: there is no such conversation.');
  return row;
}

const hello: Handler<'hello'> = async (context) => ({
  ok: true,
  epoch: context.epoch,
  me: context.operator,
  ...(await overview(context)),
});

const open: Handler<'open'> = async (context, { conversation, before }) => {
  await findOrRefuse(context, conversation);
  // First join, then read: what is written in between comes twice and not never.
  await context.socket.join(conversationRoom(conversation));
  const row = await findConversation(context.db, conversation);
  const at = { conversationId: conversation, before: before ?? row.head + 1, limit: MAX_PAGE_SIZE };
  const page = await readBefore(context.db, context.toWire, at);
  return { ok: true, ...summary(row), items: page.items, more: page.cut };
};

const take: Handler<'take'> = async (context, { conversation }) => {
  await findOrRefuse(context, conversation);
  const { db, desk, clock, operator } = context;
  const notice = { event: 'operator_connected', text: `${operator.name} has joined.` };
  const change = { set: inHands(operator), notice };
  await context.socket.join(conversationRoom(conversation));
  const handover = await changeHands(db, conversation, checkFree, change, clock.now());
  await desk.announce(handover);
  return { ok: true, dialog: toWireDialog(handover.conversation) };
};

const send: Handler<'send'> = async (context, { conversation, cid, body }) => {
  await findOrRefuse(context, conversation);
  const { db, clock, operator } = context;
  const digest = digestOf(body);
  const { row, dup } = await db.transaction().execute(async (trx) => {
    const current = await lockConversation(trx, conversation);
    const known = await trx
      .selectFrom('messages')
      .selectAll()
      .where('conversation_id', '=', conversation)
      .where('sender_kind', '=', 'operator')
      .where('sender_id', '=', operator.id)
      .where('cid', '=', cid)
      .executeTakeFirst();
    if (known && known.digest !== digest) throw new Refused('CID_CONFLICT', 'This cid was used for another body.');
    if (known) return { row: known, dup: true };
    checkMine(operator.id)(current);
    const from = { kind: 'operator' as const, id: operator.id, name: operator.name };
    const message = { from, body: { ...body, format: 'plain' as const }, cid, digest };
    const [inserted] = await append(trx, conversation, [message], clock.now());
    if (!inserted) throw new Error('An insert returned no row.');
    return { row: inserted, dup: false };
  });
  if (!dup) context.publisher.message(conversation, row);
  return { ok: true, seq: row.seq, id: row.id, at: row.at.toISOString(), ...(dup ? { dup } : {}) };
};

const typing: Handler<'typing'> = async (context, { conversation, on }) => {
  checkMine(context.operator.id)(await findOrRefuse(context, conversation));
  context.showTyping(conversation, on);
  return { ok: true };
};

const read: Handler<'read'> = async (context, { conversation, seq }) => {
  checkMine(context.operator.id)(await findOrRefuse(context, conversation));
  const upTo = await markRead(context.db, conversation, 'operator', seq);
  if (upTo !== null) context.publisher.read(conversation, 'operator', upTo);
  return { ok: true };
};

const transfer: Handler<'transfer'> = async (context, { conversation, to }) => {
  await findOrRefuse(context, conversation);
  const { db, desk, clock, operator } = context;
  const colleague = to === null ? null : await desk.find(to);
  if (to !== null && !colleague) throw new Refused('INVALID', 'to: there is no such operator.');
  const change = colleague
    ? { set: inHands(colleague), notice: { event: 'transferred', text: `${colleague.name} takes over.` } }
    : { set: withBot, notice: { event: 'operator_left', text: 'The bot is with you again.' } };
  const handover = await changeHands(db, conversation, checkMine(operator.id), change, clock.now());
  await desk.announce(handover);
  return { ok: true, dialog: toWireDialog(handover.conversation) };
};

const close: Handler<'close'> = async (context, { conversation }) => {
  await findOrRefuse(context, conversation);
  const { db, desk, clock, operator } = context;
  const change = { set: closed, notice: { event: 'closed', text: `${operator.name} has closed the dialog.` } };
  const handover = await changeHands(db, conversation, checkMine(operator.id), change, clock.now());
  await desk.announce(handover);
  return { ok: true, dialog: toWireDialog(handover.conversation) };
};

/** What an operator's client may ask, by name. */
export const operatorRequests: { readonly [N in OperatorEventName]: Handler<N> } = {
  hello,
  open,
  take,
  send,
  typing,
  read,
  transfer,
  close,
};
