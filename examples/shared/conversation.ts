import type {
  BlockedReason,
  Body,
  BotInfo,
  Button,
  ConnectionState,
  DialogState,
  Limits,
  Message,
  ReadState,
} from '@connective-chat/core';
import { safeHref } from '@connective-chat/core/ui';
import { locale, texts } from './language/index.ts';

/*
 * What the chat of this shop says about a conversation, apart from any framework.
 */

export const secondsUntil = (time: number, now: number) => Math.max(0, Math.ceil((time - now) / 1000));

/** The line under the title: who is there, or why nobody is. */
export function describeDialog(dialog: DialogState, bot: BotInfo, connection: ConnectionState): string {
  if (connection.status === 'connecting') return texts.connecting;
  if (connection.status === 'reconnecting') return texts.noConnection;
  if (connection.status === 'refused') return texts.notAvailable;
  switch (dialog.status) {
    case 'queued':
      return dialog.queuePosition ? texts.placeInQueue(dialog.queuePosition) : texts.waiting;
    case 'operator':
      return dialog.operator ? texts.withYou(dialog.operator.name) : texts.somebodyWithYou;
    case 'closed':
      return texts.ended;
    default:
      return bot.subtitle || texts.answersAtOnce;
  }
}

/** How the connection stands, where that needs a word; `now` counts a wait down. */
export function describeConnection({ status, willRetryAt, error }: ConnectionState, now: number): string | null {
  if (status === 'refused') return error?.message || texts.refused;
  if (status !== 'reconnecting') return null;
  const seconds = willRetryAt === null ? 0 : secondsUntil(willRetryAt, now);
  return seconds > 0 ? texts.retryingIn(seconds) : texts.retrying;
}

export type Tick = 'pending' | 'sent' | 'read' | 'failed' | null;

/** The mark beside a message of the visitor. */
export function tickOf(message: Message, read: ReadState): Tick {
  if (message.from.kind !== 'visitor') return null;
  if (message.delivery === 'pending') return 'pending';
  if (message.delivery !== 'confirmed') return 'failed';
  return message.seq !== undefined && message.seq <= read.operator ? 'read' : 'sent';
}

/** Why a message did not arrive, in one sentence. */
export function describeFailure(message: Message): string {
  if (message.delivery === 'expired') return texts.expired;
  if (message.delivery === 'unconfirmed') return texts.unconfirmed;
  return message.error?.message || texts.failed;
}

/** Bodies that change the conversation without saying anything. */
const SILENT = new Set<Body['type']>(['alias', 'request_operator', 'leave_queue', 'close']);
export const isSilent = (message: Message) => SILENT.has(message.body.type);

/** The choices under a message; none once it is answered. */
export function buttonsOf(message: Message): readonly Button[] {
  const { body, answer } = message;
  if (body.type !== 'text' || (answer && !body.repeatable)) return [];
  return body.buttons?.flat() ?? [];
}

/** The quick replies above the input: those of the last message, while it is unanswered. */
export function quickRepliesOf(message: Message | undefined): readonly Button[] {
  if (message?.body.type !== 'text' || message.answer) return [];
  return message.body.keyboard?.flat() ?? [];
}

/** Where a button leads, if it is a link and a safe one. */
export const hrefOf = ({ action }: Button) => (action.type === 'url' ? safeHref(action.url) : null);

const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });

export const formatTime = (at: string) => time.format(new Date(at));
export const formatDay = (at: string) =>
  new Date(at).toDateString() === new Date().toDateString() ? texts.today : day.format(new Date(at));

const dayOf = (message: Message) => new Date(message.at).toDateString();
export const beginsDay = (message: Message, previous: Message | undefined) =>
  !previous || dayOf(message) !== dayOf(previous);

/** Whether a message is the first of its author's group, and so carries the name. */
export const beginsGroup = (message: Message, previous: Message | undefined) =>
  !previous ||
  beginsDay(message, previous) ||
  previous.body.type === 'notice' ||
  previous.from.kind !== message.from.kind ||
  previous.from.id !== message.from.id;

export const formatSize = (bytes: number) =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} ${texts.kilobytes}`
    : `${(bytes / 1024 / 1024).toFixed(1)} ${texts.megabytes}`;

/** Why a file cannot be sent, in one sentence. */
export function describeRefusal(reason: BlockedReason, { uploadBytes }: Limits): string {
  switch (reason) {
    case 'too-large':
      return texts.fileTooLarge(formatSize(uploadBytes));
    case 'empty':
      return texts.fileEmpty;
    default:
      return texts.fileKind;
  }
}
