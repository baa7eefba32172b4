import type { OperatorEvent } from '@connective-chat/contracts/operator';
import { MAX_PAGE_SIZE } from '@connective-chat/core/protocol';
import { sql } from 'kysely';
import { lockConversation } from '../../conversation/conversations.ts';
import { changeHands, checkFree, closed, inHands, queued, withBot } from '../../conversation/handover.ts';
import { readAfter, readBefore } from '../../conversation/log.ts';
import {
  BACK_TO_BOT_TEXT,
  BACK_TO_QUEUE_TEXT,
  closedText,
  DIALOG_CLOSED_TEXT,
  joinedText,
  takesOverText,
} from '../../conversation/notice-texts.ts';
import { findThinking } from '../../conversation/thinking.ts';
import { toWireThinking } from '../../conversation/wire.ts';
import { toJson } from '../../db/json.ts';
import type { Ban } from '../../db/schema.ts';
import { Refused } from '../../lib/refusal.ts';
import { conversationRoom } from '../session.ts';
import { checkMayChange, findDialog, findSummary } from './find-dialog.ts';
import type { OperatorContext, OperatorHandlers } from './request.types.ts';

/** Writes down, in the transaction of the deed, who did what with a dialog. */
const noted =
  ({ audit, who }: OperatorContext, action: string, conversation: string, detail: Record<string, unknown> = {}) =>
  (trx: OperatorContext['db']) =>
    audit.note({ actor: who.account, action, target: { kind: 'conversation', id: conversation }, detail }, trx);

/** @throws Refused INVALID, NOT_FOUND */
async function transferTo(context: OperatorContext, to: OperatorEvent<'transfer'>['to']) {
  const { desk, clock } = context;
  switch (to.kind) {
    case 'bot':
      return { set: withBot, notice: { event: 'operator_left', text: BACK_TO_BOT_TEXT } };
    case 'queue':
      return { set: queued(clock.now()), notice: { event: 'queued', text: BACK_TO_QUEUE_TEXT } };
    case 'operator': {
      const colleague = await desk.findPresent(to.id);
      if (!colleague) throw new Refused('NOT_FOUND', 'to: this colleague is not there.');
      return { set: inHands(colleague), notice: { event: 'transferred', text: takesOverText(colleague.name) } };
    }
  }
}

async function pageBefore(context: OperatorContext, conversation: string, before: number, limit: number) {
  const at = { conversationId: conversation, before, limit };
  const { items, cut } = await readBefore(context.db, context.toOperatorWire, at);
  return { items, more: cut };
}

/** One dialog: looking at it, and who has it. */
export const dialogRequests: OperatorHandlers<
  'open' | 'leave' | 'history' | 'sync' | 'take' | 'transfer' | 'close' | 'ban' | 'unban'
> = {
  async open(context, { conversation }) {
    const { db, socket, news, runner, clock } = context;
    await findDialog(context, conversation);
    // First join, then read: what is written in between comes twice and not never.
    await socket.join(conversationRoom(conversation));
    const summary = await findSummary(context, conversation);
    const visitor = await news.readCard(conversation);
    if (!visitor) throw new Refused('NOT_FOUND', 'conversation: there is no such conversation.');
    return {
      summary,
      visitor,
      ...(await pageBefore(context, conversation, summary.head + 1, MAX_PAGE_SIZE)),
      thinking: toWireThinking(await findThinking(db, conversation), clock.now()),
      drafts: runner.drafts(conversation),
    };
  },

  async leave({ socket }, { conversation }) {
    await socket.leave(conversationRoom(conversation));
    return {};
  },

  async history(context, { conversation, before, limit }) {
    await findDialog(context, conversation);
    return pageBefore(context, conversation, before, limit);
  },

  async sync(context, { conversation, after, limit }) {
    const { head } = await findDialog(context, conversation);
    const at = { conversationId: conversation, after, upTo: head, limit };
    const { items, cut } = await readAfter(context.db, context.toOperatorWire, at);
    return { items, more: cut, head };
  },

  async take(context, { conversation }) {
    const { db, desk, clock, operator, socket } = context;
    const before = await findDialog(context, conversation);
    await socket.join(conversationRoom(conversation));
    // Asked again because the answer was lost: it is theirs already.
    if (before.operator_id === operator.id) return { summary: await findSummary(context, conversation) };
    const change = { set: inHands(operator), notice: { event: 'operator_connected', text: joinedText(operator.name) } };
    const note = noted(context, 'dialog.taken', conversation);
    await desk.announce(await changeHands(db, conversation, checkFree, change, clock.now(), note));
    return { summary: await findSummary(context, conversation) };
  },

  async transfer(context, { conversation, to }) {
    const { db, desk, news, clock, operator } = context;
    await findDialog(context, conversation);
    const change = await transferTo(context, to);
    const note = noted(context, 'dialog.transferred', conversation, { to });
    await desk.announce(await changeHands(db, conversation, checkMayChange(context), change, clock.now(), note));
    if (to.kind === 'operator') news.assigned(to.id, { conversation, by: 'transfer', from: operator });
    return { summary: await findSummary(context, conversation) };
  },

  async close(context, { conversation }) {
    const { db, desk, clock, operator } = context;
    await findDialog(context, conversation);
    const change = { set: closed, notice: { event: 'closed', text: closedText(operator.name) } };
    const note = noted(context, 'dialog.closed', conversation);
    await desk.announce(await changeHands(db, conversation, checkMayChange(context), change, clock.now(), note));
    return { summary: await findSummary(context, conversation) };
  },

  async ban(context, { conversation, reason = null }) {
    const { db, desk, news, clock, who, operator } = context;
    await findDialog(context, conversation);
    const now = clock.now();
    const ban: Ban = { at: new Date(now).toISOString(), by: who.account.login, reason };
    const banned = await db.transaction().execute(async (trx) => {
      const row = await lockConversation(trx, conversation);
      // A colleague's dialog is a colleague's to judge.
      if (row.operator_id !== null && row.operator_id !== operator.id) checkMayChange(context)(row);
      await trx
        .updateTable('conversations')
        .set({ banned: toJson(ban), dialog_rev: sql`dialog_rev + 1` })
        .where('id', '=', conversation)
        .execute();
      await noted(context, 'visitor.banned', conversation, { visitor: row.visitor_id })(trx);
      return row;
    });
    if (banned.status === 'operator' || banned.status === 'queued') {
      const change = { set: closed, notice: { event: 'closed', text: DIALOG_CLOSED_TEXT } };
      await desk.announce(await changeHands(db, conversation, () => {}, change, now));
    }
    news.visitorChanged(conversation);
    return { summary: await findSummary(context, conversation) };
  },

  async unban(context, { conversation }) {
    const { db, news } = context;
    const { visitor_id: visitor } = await findDialog(context, conversation);
    await db.transaction().execute(async (trx) => {
      await lockConversation(trx, conversation);
      await trx.updateTable('conversations').set({ banned: null }).where('id', '=', conversation).execute();
      await noted(context, 'visitor.unbanned', conversation, { visitor })(trx);
    });
    news.visitorChanged(conversation);
    return { summary: await findSummary(context, conversation) };
  },
};
