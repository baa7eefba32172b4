import { randomUUID } from 'node:crypto';
import { languagesOf } from '@connective-chat/contracts/scenario';
import { type ClientEvent, cursorSchema, PROTOCOL_VERSION } from '@connective-chat/core/protocol';
import type { Bot } from '../../bots/bot-registry.ts';
import type { OpenedSession } from '../../conversation/conversation-log.ts';
import { type Opening, openConversation, openGreeted, START, startDialog } from '../../conversation/conversations.ts';
import {
  type OutgoingMessage,
  toPushedFeedback,
  toWireDialog,
  toWireRead,
  toWireThinking,
} from '../../conversation/wire.ts';
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

/** What the answer to `hello` tells of the conversation. */
type Opened = OpenedSession<OutgoingMessage> & { readonly id: string };

/**
 * Creates the conversation of a new visitor together with its greeting, which is pushed after the answer to `hello`.
 *
 * @returns null if the visitor has a conversation already, or if the greeting has to wait for something
 */
async function greetNew(services: VisitorServices, socket: ChatSocket, who: Opening): Promise<Opened | null> {
  const { db, clock, publisher, turns } = services;
  const turn = { input: START, params: who.params, locale: who.locale };
  const fresh = { bot_id: who.botId, position: null, vars: {}, scenario_version: null, banned: null };
  const answer = await turns.greetAtOnce(turn, fresh);
  if (!answer) return null;
  const id = randomUUID();
  // Joined before the conversation can be found, so that nothing is written that this session misses.
  await socket.join(conversationRoom(id));
  const greeted = await openGreeted(db, who, { id, answer }, clock.now());
  if (!greeted) {
    await socket.leave(conversationRoom(id));
    return null;
  }
  turns.noteAnswered();
  // The answer is sent in the microtasks that follow. A client expects later messages as pushes.
  setImmediate(() => {
    for (const row of greeted.messages) publisher.message(id, row);
  });
  const conversation = { ...greeted.conversation, head: 0 };
  return { id, conversation, items: [], thinking: undefined, rated: [], isReset: true, hasOlder: false };
}

/** Opens the conversation of a visitor, greets in it if nobody has, and reads what the client has missed. */
async function open(
  services: VisitorServices,
  socket: ChatSocket,
  who: Opening,
  event: ClientEvent<'hello'>,
): Promise<Opened> {
  const { db, clock, log, turns } = services;
  const conversation = await openConversation(db, who, clock.now());
  const { id, started, status } = conversation;
  // Joined before the log is read, so that a message written in between is sent twice instead of never.
  await socket.join(conversationRoom(id));
  const mayStart = event.open && !started && status === 'bot';
  if (mayStart && (await startDialog(db, id, clock.now()))) turns.schedule(id);
  // A client with an unreadable cursor restarts with an empty log instead of being refused.
  const cursor = cursorSchema.safeParse(event.cursor);
  return { id, ...(await log.readSession(conversation, cursor.success ? cursor.data : null)) };
}

/** Starts or resumes a session: sends the messages that the client has missed, and the current state. */
export async function hello(
  services: VisitorServices,
  socket: ChatSocket,
  session: VisitorSession,
  event: ClientEvent<'hello'>,
) {
  const { db, clock, log, turns, notifier } = services;
  // Read again, because the settings may have changed since the connection was opened.
  const bot = await services.bots.get(session.bot.id);
  if (!bot) throw new Refused('BOT_NOT_FOUND', 'There is no such bot.');
  checkAddress(bot.settings, session.address, session.locale);
  const who: Opening = {
    botId: session.bot.id,
    visitorId: session.visitorId,
    locale: session.locale,
    params: event.params,
    test: isTestChat(session, event.params),
    meta: event.meta?.recognizeUserMeta ? services.readMeta(socket.request) : null,
  };
  const isFirst = session.isNew && session.conversationId === null;
  const greeted = isFirst && event.open ? await greetNew(services, socket, who) : null;
  const opened = greeted ?? (await open(services, socket, who, event));
  const { id, conversation, items, thinking, rated } = opened;
  session.conversationId = id;
  notifier.visitorChanged(id);
  return {
    ok: true,
    v: PROTOCOL_VERSION,
    conversation: id,
    epoch: log.epoch,
    head: conversation.head,
    reset: opened.isReset,
    items,
    more: opened.hasOlder,
    known: await findKnown(db, id, event.pending),
    drafts: turns.drafts(id),
    limits: limitsOf(bot.settings, services.limits),
    serverTime: new Date(clock.now()).toISOString(),
    thinking: toWireThinking(thinking, clock.now()),
    dialog: toWireDialog(conversation),
    read: toWireRead(conversation),
    bot: toWireBot(bot, session.locale, services.address.public),
    caps: ['drafts', 'thinking', 'stop', 'feedback'],
    // A client that starts with an empty log receives the ratings with their messages.
    feedback: rated.map(toPushedFeedback),
    ...(session.minted ? { visitor: session.minted } : {}),
  };
}
