import type { Body, BotInfo, Button, ConnectionState, DialogState, Message, ReadState } from '@connective-chat/core';
import { safeHref } from '@connective-chat/core/ui';
import { locale, shop, texts } from './language/index.ts';

/*
 * Framework-independent descriptions of a conversation.
 */

/** The line under the title: who answers, or why nobody answers. */
export function describeDialog(dialog: DialogState, bot: BotInfo, connection: ConnectionState): string {
  if (connection.status === 'connecting') return texts.t('subtitleConnecting');
  if (connection.status === 'reconnecting') return texts.t('subtitleOffline');
  if (connection.status === 'refused') return texts.t('subtitleRefused');
  switch (dialog.status) {
    case 'queued':
      return dialog.queuePosition
        ? texts.t('subtitleQueued', { n: dialog.queuePosition })
        : texts.t('subtitleQueuedUnknown');
    case 'operator':
      return dialog.operator ? shop.withYou(dialog.operator.name) : shop.somebodyWithYou;
    case 'closed':
      return texts.t('subtitleClosed');
    default:
      return bot.subtitle || texts.t('subtitleBot');
  }
}

export type Tick = 'pending' | 'sent' | 'read' | 'failed' | null;

/** The delivery mark of a visitor's message. */
export function tickOf(message: Message, read: ReadState): Tick {
  if (message.from.kind !== 'visitor') return null;
  if (message.delivery === 'pending') return 'pending';
  if (message.delivery !== 'confirmed') return 'failed';
  return message.seq !== undefined && message.seq <= read.operator ? 'read' : 'sent';
}

/** Control bodies, which have no row in the list. */
const SILENT = new Set<Body['type']>(['alias', 'request_operator', 'leave_queue', 'close', 'edit', 'erase']);
export const isSilent = (message: Message) => SILENT.has(message.body.type);

/** The buttons under a message; none once it is answered, and none of an approval, which shows its own. */
export function buttonsOf(message: Message): readonly Button[] {
  const { body, answer } = message;
  if (body.type !== 'text' || body.approval || (answer && !body.repeatable)) return [];
  return body.buttons?.flat() ?? [];
}

/** The quick replies above the input: those of the last message, while it is unanswered. */
export function quickRepliesOf(message: Message | undefined): readonly Button[] {
  if (message?.body.type !== 'text' || message.answer) return [];
  return message.body.keyboard?.flat() ?? [];
}

/** The URL of a button that is a safe link, else `null`. */
export const hrefOf = ({ action }: Button) => (action.type === 'url' ? safeHref(action.url) : null);

const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const isToday = (at: string) => new Date(at).toDateString() === new Date().toDateString();

export const formatTime = (at: string) => texts.time(new Date(at));
export const formatDay = (at: string) => (isToday(at) ? texts.day(new Date(at), new Date()) : day.format(new Date(at)));

const dayOf = (message: Message) => new Date(message.at).toDateString();
export const beginsDay = (message: Message, previous: Message | undefined) =>
  !previous || dayOf(message) !== dayOf(previous);

/** Whether a message is the first of its author's group, which shows the name. */
export const beginsGroup = (message: Message, previous: Message | undefined) =>
  !previous ||
  beginsDay(message, previous) ||
  previous.body.type === 'notice' ||
  previous.from.kind !== message.from.kind ||
  previous.from.id !== message.from.id;
