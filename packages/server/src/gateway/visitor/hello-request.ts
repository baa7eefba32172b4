import { randomUUID } from 'node:crypto';
import { languagesOf } from '@connective-chat/contracts/scenario';
import { type ClientEvent, cursorSchema, PROTOCOL_VERSION } from '@connective-chat/core/protocol';
import type { Bot } from '../../bots/bot-registry.ts';
import type { OpenedSession } from '../../conversation/conversation-log.ts';
import { type Opening, openGreeted, START, startDialog, unstarted } from '../../conversation/conversations.ts';
import type { VisitorNews } from '../../conversation/read-session.ts';
import {
  type OutgoingMessage,
  toPushedFeedback,
  toWireDialog,
  toWireRead,
  toWireThinking,
} from '../../conversation/wire.ts';
import { toJson } from '../../db/json.ts';
import type { Db } from '../../db/open-database.ts';
import { Refused } from '../../lib/refusal.ts';
import { limitsOf } from '../request-rate.ts';
import { conversationRoom } from '../rooms.ts';
import type { ChatSocket } from '../socket.types.ts';
import { checkAddress } from './check-address.ts';
import { isTestChat } from './is-test-chat.ts';
import { openConversationOf } from './open-conversation-of.ts';
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

interface Connection {
  readonly socket: ChatSocket;
  readonly session: VisitorSession;
}

/** What the answer to `hello` tells of the conversation. */
type Opened = OpenedSession<OutgoingMessage> & { readonly id: string };

/**
 * Creates the first conversation of a visitor together with its greeting, which is pushed after the answer to `hello`.
 *
 * @returns null if the visitor has a conversation already, or if the greeting has to wait for something
 */
async function greetNew(
  services: VisitorServices,
  { socket, session }: Connection,
  who: Opening,
): Promise<Opened | null> {
  const { db, clock, publisher, turns, states } = services;
  const turn = { input: START, params: who.params, locale: who.locale };
  const answer = await turns.greetAtOnce(turn, unstarted(who));
  if (!answer) return null;
  const id = randomUUID();
  // Joined before the conversation can be found, so that nothing is written that this session misses.
  await socket.join(conversationRoom(id));
  const greeted = await openGreeted(db, who, { id, answer, newVisitor: session.newVisitor }, clock.now());
  if (!greeted) {
    await socket.leave(conversationRoom(id));
    return null;
  }
  session.newVisitor = null;
  turns.noteAnswered();
  states.keep(id, greeted.state);
  // The answer is sent in the microtasks that follow. A client expects later messages as pushes.
  setImmediate(() => {
    for (const row of greeted.messages) publisher.message(id, row);
  });
  const conversation = { ...greeted.conversation, head: 0 };
  return { id, conversation, items: [], thinking: undefined, rated: [], isReset: true, hasOlder: false };
}

/**
 * Continues a conversation: greets in it if nobody has, and reads what the client has missed.
 *
 * @returns null if there is no such conversation
 */
async function resume(
  { db, clock, log, turns }: VisitorServices,
  socket: ChatSocket,
  event: ClientEvent<'hello'>,
  id: string,
  news?: VisitorNews,
): Promise<Opened | null> {
  // Joined before the log is read, so that a message written in between is sent twice instead of never.
  await socket.join(conversationRoom(id));
  // A client with an unreadable cursor restarts with an empty log instead of being refused.
  const cursor = cursorSchema.safeParse(event.cursor);
  const opened = await log.readSession(id, cursor.success ? cursor.data : null, news);
  if (!opened) {
    await socket.leave(conversationRoom(id));
    return null;
  }
  const { started, status } = opened.conversation;
  const mayStart = event.open && !started && status === 'bot';
  if (mayStart && (await startDialog(db, id, clock.now()))) turns.schedule(id);
  return { id, ...opened };
}

/** Opens the conversation of a visitor; the one that the visitor had at the handshake takes one statement. */
async function open(
  services: VisitorServices,
  connection: Connection,
  who: Opening,
  event: ClientEvent<'hello'>,
): Promise<Opened> {
  const { socket, session } = connection;
  const known = session.conversationId ?? session.knownConversationId;
  const news = { params: toJson(who.params), locale: who.locale, meta: who.meta ? toJson(who.meta) : null };
  const resumed = known === null ? null : await resume(services, socket, event, known, news);
  if (resumed) return resumed;
  const greeted = known === null && event.open ? await greetNew(services, connection, who) : null;
  if (greeted) return greeted;
  const { id } = await openConversationOf(services.db, session, who, services.clock.now());
  const opened = await resume(services, socket, event, id);
  if (!opened) throw new Error('A conversation was deleted while it was opened.');
  return opened;
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
  const opened = await open(services, { socket, session }, who, event);
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
