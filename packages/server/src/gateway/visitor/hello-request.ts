import { languagesOf } from '@connective-chat/contracts/scenario';
import { type ClientEvent, cursorSchema, MAX_PAGE_SIZE, PROTOCOL_VERSION } from '@connective-chat/core/protocol';
import type { Bot } from '../../bots/bot-registry.ts';
import { findConversation, openConversation, startDialog } from '../../conversation/conversations.ts';
import { findRecentRatings } from '../../conversation/rate-message.ts';
import { findThinking } from '../../conversation/thinking.ts';
import { toPushedFeedback, toWireDialog, toWireRead, toWireThinking } from '../../conversation/wire.ts';
import type { Db } from '../../db/open-database.ts';
import { Refused } from '../../lib/refusal.ts';
import { limitsOf } from '../request-rate.ts';
import { conversationRoom } from '../rooms.ts';
import type { ChatSocket } from '../socket.types.ts';
import { checkAddress } from './check-address.ts';
import { isTestChat } from './is-test-chat.ts';
import type { VisitorServices } from './visitor-services.ts';
import type { VisitorSession } from './visitor-session.ts';

async function findKnown(db: Db, conversationId: string, pending: readonly string[]): Promise<Record<string, number>> {
  if (pending.length === 0) return {};
  const rows = await db
    .selectFrom('messages')
    .select(['cid', 'seq'])
    .where('conversation_id', '=', conversationId)
    .where('sender_kind', '=', 'visitor')
    .where('cid', 'in', pending)
    .execute();
  return Object.fromEntries(rows.map(({ cid, seq }) => [cid, seq]));
}

/** The settings of a bot that a widget needs; of its texts only those in the visitor's language. */
function toWireBot({ settings, icon }: Bot, locale: string, baseUrl: string) {
  const { title, subtitle, avatar, appearance, customCode, customCodeEnabled, texts } = settings;
  const language = languagesOf(locale).find((name) => texts !== undefined && Object.hasOwn(texts, name));
  const look = { ...appearance, ...(texts && language !== undefined ? { texts: texts[language] } : {}) };
  return {
    title,
    subtitle,
    // Absolute, because the widget is on pages of other origins.
    avatar: avatar ?? (icon === null ? undefined : baseUrl + icon),
    ...(Object.keys(look).length > 0 ? { appearance: look } : {}),
    ...(customCodeEnabled ? { customCode } : {}),
  };
}

/** Starts or resumes a session: sends the messages that the client has missed, and the current state. */
export async function hello(
  services: VisitorServices,
  socket: ChatSocket,
  session: VisitorSession,
  event: ClientEvent<'hello'>,
) {
  const { db, clock, log, turns } = services;
  // Read again, because the settings may have changed since the connection was opened.
  const bot = await services.bots.get(session.bot.id);
  if (!bot) throw new Refused('BOT_NOT_FOUND', 'There is no such bot.');
  checkAddress(bot.settings, session.address, session.locale);
  const who = {
    botId: session.bot.id,
    visitorId: session.visitorId,
    locale: session.locale,
    params: event.params,
    test: isTestChat(session, event.params),
    meta: event.meta?.recognizeUserMeta ? services.readMeta(socket.request) : null,
  };
  const { id, started, status } = await openConversation(db, who, clock.now());
  // Joined before the log is read, so that a message written in between is sent twice instead of never.
  await socket.join(conversationRoom(id));
  session.conversationId = id;
  services.notifier.visitorChanged(id);
  const mayStart = event.open && !started && status === 'bot';
  if (mayStart && (await startDialog(db, id, clock.now()))) turns.schedule(id);

  const conversation = await findConversation(db, id);
  // A client with an unreadable cursor restarts with an empty log instead of being refused.
  const cursor = cursorSchema.safeParse(event.cursor);
  const since = await log.readSince(conversation, cursor.success ? cursor.data : null);
  const newest = since ? null : await log.readBefore(id, conversation.head + 1, MAX_PAGE_SIZE);
  const items = since ?? newest?.items ?? [];
  // Read after the messages; otherwise thinking could be sent whose end is then missed.
  const [known, thinking, rated] = await Promise.all([
    findKnown(db, id, event.pending),
    findThinking(db, id),
    // A client that starts with an empty log receives the ratings with their messages.
    since ? findRecentRatings(db, id) : [],
  ]);
  return {
    ok: true,
    v: PROTOCOL_VERSION,
    conversation: id,
    epoch: log.epoch,
    head: conversation.head,
    reset: since === null,
    items,
    more: newest ? newest.cut : (items[0]?.seq ?? conversation.head + 1) > 1,
    known,
    drafts: turns.drafts(id),
    limits: limitsOf(bot.settings, services.limits),
    serverTime: new Date(clock.now()).toISOString(),
    thinking: toWireThinking(thinking, clock.now()),
    dialog: toWireDialog(conversation),
    read: toWireRead(conversation),
    bot: toWireBot(bot, session.locale, services.address.public),
    caps: ['drafts', 'thinking', 'stop', 'feedback'],
    feedback: rated.map(toPushedFeedback),
    ...(session.minted ? { visitor: session.minted } : {}),
  };
}
