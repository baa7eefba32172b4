import { languagesOf } from '@connective-chat/contracts/scenario';
import { type ClientEvent, cursorSchema, MAX_PAGE_SIZE, PROTOCOL_VERSION } from '@connective-chat/core/protocol';
import type { Bot } from '../../bots/bot-registry.ts';
import { findConversation, openConversation, startDialog } from '../../conversation/conversations.ts';
import { readBefore, readSince } from '../../conversation/log.ts';
import { findThinking } from '../../conversation/thinking.ts';
import { toWireDialog, toWireRead, toWireThinking } from '../../conversation/wire.ts';
import type { Db } from '../../db/open-database.ts';
import { Refused } from '../../lib/refusal.ts';
import { limitsOf } from '../rate-limit.ts';
import { type ChatSocket, conversationRoom } from '../session.ts';
import type { GatewayDeps } from './visitor-gateway.ts';

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

/** What the settings tell a widget. Its texts come along with its looks, in the visitor's language alone. */
function toWireBot({ settings, icon }: Bot, locale: string, baseUrl: string) {
  const { title, subtitle, avatar, appearance, customCode, customCodeEnabled, texts } = settings;
  const language = languagesOf(locale).find((name) => texts !== undefined && Object.hasOwn(texts, name));
  const looks = { ...appearance, ...(texts && language !== undefined ? { texts: texts[language] } : {}) };
  return {
    title,
    subtitle,
    // The chat stands on pages of other origins, where a path would be theirs.
    avatar: avatar ?? (icon === null ? undefined : baseUrl + icon),
    ...(Object.keys(looks).length > 0 ? { appearance: looks } : {}),
    ...(customCodeEnabled ? { customCode } : {}),
  };
}

/** Begins or resumes a session: what the client lacks, and everything it has to know to go on. */
export async function sayHello(deps: GatewayDeps, socket: ChatSocket, hello: ClientEvent<'hello'>) {
  const { db, epoch, toWire, clock } = deps;
  const { session } = socket.data;
  // Read anew: the settings may have changed since the connection was made.
  const bot = await deps.bots.get(session.bot.id);
  if (!bot) throw new Refused('BOT_NOT_FOUND', 'There is no such bot.');
  const who = {
    botId: session.bot.id,
    visitorId: session.visitorId,
    locale: session.locale,
    params: hello.params,
    meta: hello.meta?.recognizeUserMeta ? deps.readMeta(socket.request) : null,
  };
  const { id } = await openConversation(db, who, clock.now());
  // First join, then read: a message that is written in between comes twice and not never.
  await socket.join(conversationRoom(id));
  session.conversationId = id;
  deps.news.visitorChanged(id);
  if (hello.open && (await startDialog(db, id, clock.now()))) deps.runner.kick(id);

  const conversation = await findConversation(db, id);
  // A cursor that cannot be read is a client that has to begin anew, not a client to refuse.
  const cursor = cursorSchema.safeParse(hello.cursor);
  const since = await readSince(db, deps, conversation, cursor.success ? cursor.data : null);
  const newest = since
    ? null
    : await readBefore(db, toWire, { conversationId: id, before: conversation.head + 1, limit: MAX_PAGE_SIZE });
  const items = since ?? newest?.items ?? [];
  return {
    ok: true,
    v: PROTOCOL_VERSION,
    conversation: id,
    epoch,
    head: conversation.head,
    reset: since === null,
    items,
    more: newest ? newest.cut : (items[0]?.seq ?? conversation.head + 1) > 1,
    known: await findKnown(db, id, hello.pending),
    drafts: deps.runner.drafts(id),
    limits: limitsOf(bot.settings, deps.limits),
    serverTime: new Date(clock.now()).toISOString(),
    thinking: toWireThinking(await findThinking(db, id), clock.now()),
    dialog: toWireDialog(conversation),
    read: toWireRead(conversation),
    bot: toWireBot(bot, session.locale, deps.baseUrl()),
    caps: ['drafts', 'thinking'],
    ...(session.minted ? { visitor: session.minted } : {}),
  };
}
