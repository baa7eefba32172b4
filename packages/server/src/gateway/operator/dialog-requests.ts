import type { OperatorEvent } from '@connective-chat/contracts/operator';
import { MAX_PAGE_SIZE } from '@connective-chat/core/protocol';
import {
  assignedTo,
  checkNotBanned,
  checkUnassigned,
  toBot,
  toClosed,
  toQueue,
  transferDialog,
} from '../../conversation/handover.ts';
import {
  BACK_TO_BOT_TEXT,
  BACK_TO_QUEUE_TEXT,
  closedText,
  joinedText,
  takesOverText,
} from '../../conversation/notice-texts.ts';
import { findThinking } from '../../conversation/thinking.ts';
import { toWireThinking } from '../../conversation/wire.ts';
import type { ConversationRow } from '../../db/schema.ts';
import { Refused } from '../../lib/refusal.ts';
import { conversationRoom } from '../rooms.ts';
import { audited } from './audited.ts';
import { checkMayChange, findDialog, findSummary } from './find-dialog.ts';
import type { OperatorContext, OperatorHandlers } from './request.types.ts';

/** @throws Refused INVALID, NOT_FOUND */
async function transferTo(context: OperatorContext, to: OperatorEvent<'transfer'>['to']) {
  const { desk, clock } = context;
  switch (to.kind) {
    case 'bot':
      return { set: toBot, notice: { event: 'operator_left', text: BACK_TO_BOT_TEXT } };
    case 'queue':
      return { set: toQueue(clock.now()), notice: { event: 'queued', text: BACK_TO_QUEUE_TEXT } };
    case 'operator': {
      const colleague = await desk.findOnline(to.id);
      if (!colleague) throw new Refused('NOT_FOUND', 'to: this colleague is not online.');
      return { set: assignedTo(colleague), notice: { event: 'transferred', text: takesOverText(colleague.name) } };
    }
  }
}

async function pageBefore(context: OperatorContext, conversation: string, before: number, limit: number) {
  const { items, cut } = await context.log.readBefore(conversation, before, limit);
  return { items, more: cut };
}

/** The requests that open, take, transfer and close a dialog. */
export const dialogRequests: OperatorHandlers<'open' | 'leave' | 'history' | 'sync' | 'take' | 'transfer' | 'close'> = {
  async open(context, { conversation }) {
    const { db, socket, notifier, turns, clock } = context;
    await findDialog(context, conversation);
    // Joined before the log is read, so that a message written in between is sent twice instead of never.
    await socket.join(conversationRoom(conversation));
    const summary = await findSummary(context, conversation);
    const visitor = await notifier.readCard(conversation);
    if (!visitor) throw new Refused('NOT_FOUND', 'conversation: there is no such conversation.');
    return {
      summary,
      visitor,
      ...(await pageBefore(context, conversation, summary.head + 1, MAX_PAGE_SIZE)),
      thinking: toWireThinking(await findThinking(db, conversation), clock.now()),
      drafts: turns.drafts(conversation),
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
    const { items, cut } = await context.log.readAfter(conversation, after, head, limit);
    return { items, more: cut, head };
  },

  async take(context, { conversation }) {
    const { db, desk, clock, operator, socket } = context;
    const before = await findDialog(context, conversation);
    await socket.join(conversationRoom(conversation));
    // A retry of a request whose ack was lost.
    if (before.operator_id === operator.id) return { summary: await findSummary(context, conversation) };
    const change = {
      set: assignedTo(operator),
      notice: { event: 'operator_connected', text: joinedText(operator.name) },
    };
    const note = audited(context, 'dialog.taken', conversation);
    await desk.announce(await transferDialog(db, conversation, checkUnassigned, change, clock.now(), note));
    return { summary: await findSummary(context, conversation) };
  },

  async transfer(context, { conversation, to }) {
    const { db, desk, notifier, clock, operator } = context;
    await findDialog(context, conversation);
    const change = await transferTo(context, to);
    const note = audited(context, 'dialog.transferred', conversation, { to });
    const check = (row: ConversationRow) => {
      checkMayChange(context)(row);
      if (to.kind !== 'bot') checkNotBanned(row);
    };
    await desk.announce(await transferDialog(db, conversation, check, change, clock.now(), note));
    if (to.kind === 'operator') notifier.assigned(to.id, { conversation, by: 'transfer', from: operator });
    return { summary: await findSummary(context, conversation) };
  },

  async close(context, { conversation }) {
    const { db, desk, clock, operator } = context;
    await findDialog(context, conversation);
    const change = { set: toClosed, notice: { event: 'closed', text: closedText(operator.name) } };
    const note = audited(context, 'dialog.closed', conversation);
    await desk.announce(await transferDialog(db, conversation, checkMayChange(context), change, clock.now(), note));
    return { summary: await findSummary(context, conversation) };
  },
};
