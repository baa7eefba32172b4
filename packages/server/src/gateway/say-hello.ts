import { type ClientEvent, cursorSchema, MAX_PAGE_SIZE, PROTOCOL_VERSION } from '@connective-chat/core/protocol';
import { findConversation, openConversation, startDialog } from '../conversation/conversations.ts';
import { readBefore, readSince } from '../conversation/log.ts';
import { findThinking } from '../conversation/thinking.ts';
import { toWireDialog, toWireRead, toWireThinking } from '../conversation/wire.ts';
import type { Db } from '../db/open-database.ts';
import { type ChatSocket, conversationRoom } from './session.ts';
import type { GatewayDeps } from './widget-gateway.ts';

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

/** Begins or resumes a session: what the client lacks, and everything it has to know to go on. */
export async function sayHello(deps: GatewayDeps, socket: ChatSocket, hello: ClientEvent<'hello'>) {
  const { db, epoch, toWire, clock } = deps;
  const { session } = socket.data;
  const who = { botId: session.bot.id, visitorId: session.visitorId, locale: session.locale, params: hello.params };
  const { id } = await openConversation(db, who, clock.now());
  // First join, then read: a message that is written in between comes twice and not never.
  await socket.join(conversationRoom(id));
  session.conversationId = id;
  if (hello.open && (await startDialog(db, id, clock.now()))) deps.runner.kick(id);

  const conversation = await findConversation(db, id);
  // A cursor that cannot be read is a client that has to begin anew, not a client to refuse.
  const cursor = cursorSchema.safeParse(hello.cursor);
  const since = await readSince(db, deps, conversation, cursor.success ? cursor.data : null);
  const newest = since
    ? null
    : await readBefore(db, toWire, { conversationId: id, before: conversation.head + 1, limit: MAX_PAGE_SIZE });
  const items = since ?? newest?.items ?? [];
  const { title, subtitle, avatar, appearance, customCode } = session.bot.settings;
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
    limits: deps.limits,
    serverTime: new Date(clock.now()).toISOString(),
    thinking: toWireThinking(await findThinking(db, id), clock.now()),
    dialog: toWireDialog(conversation),
    read: toWireRead(conversation),
    bot: { title, subtitle, avatar, appearance, customCode },
    caps: ['drafts', 'thinking'],
    ...(session.minted ? { visitor: session.minted } : {}),
  };
}
