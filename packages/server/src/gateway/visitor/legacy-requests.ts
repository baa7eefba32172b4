import { randomUUID } from 'node:crypto';
import { type ClientEvent, MAX_PAGE_SIZE, MAX_TEXT_BYTES, paramsSchema } from '@connective-chat/core/protocol';
import * as z from 'zod/mini';
import { startDialog } from '../../conversation/conversations.ts';
import type { Db } from '../../db/open-database.ts';
import { Refused } from '../../lib/refusal.ts';
import { readRequest } from '../read-request.ts';
import { legacyRoom } from '../rooms.ts';
import type { ChatSocket } from '../socket.types.ts';
import { isTestChat } from './is-test-chat.ts';
import { legacyButtons, toLegacyMessage } from './legacy-message.ts';
import { openConversationOf } from './open-conversation-of.ts';
import { send } from './send-request.ts';
import type { VisitorServices } from './visitor-services.ts';
import type { VisitorSession } from './visitor-session.ts';

/*
 * Protocol 1, for old integrations. It has no cid, so a repeated message cannot be distinguished from a new one; its
 * clients therefore never retry by themselves.
 */

const legacySchemas = {
  history: z.object({ params: z._default(paramsSchema, {}) }),
  message: z.object({
    text: z.string().check(
      z.minLength(1),
      z.refine((text) => Buffer.byteLength(text) <= MAX_TEXT_BYTES, 'is too long'),
    ),
    type: z._default(z.enum(['text', 'button', 'alias', 'command']), 'text'),
    params: z._default(paramsSchema, {}),
  }),
} as const;

export type LegacyEventName = keyof typeof legacySchemas;
export const LEGACY_EVENTS = Object.keys(legacySchemas) as LegacyEventName[];

type LegacyMessage = z.infer<typeof legacySchemas.message>;

interface Connection {
  readonly socket: ChatSocket;
  readonly session: VisitorSession;
}

type LegacyHandler = (services: VisitorServices, connection: Connection, raw: unknown) => Promise<unknown>;

const history: LegacyHandler = async ({ db, clock, log }, { socket, session }, raw) => {
  const { params } = readRequest(legacySchemas.history, 'history', raw ?? {});
  const test = isTestChat(session, params);
  const who = { botId: session.bot.id, visitorId: session.visitorId, locale: session.locale, params, test };
  const { id, head } = await openConversationOf(db, session, who, clock.now());
  await socket.join(legacyRoom(id));
  session.conversationId = id;
  const { items } = await log.readBefore(id, head + 1, MAX_PAGE_SIZE);
  return { ok: true, messages: items.map(toLegacyMessage).filter((item) => item !== null) };
};

/** The newest button with this label: protocol 1 names neither the message of a button nor its id. */
async function findPress(db: Db, conversationId: string, label: string) {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('sender_kind', '=', 'bot')
    .orderBy('seq', 'desc')
    .limit(MAX_PAGE_SIZE)
    .execute();
  for (const { id, body } of rows) {
    const button = legacyButtons(body)
      .flat()
      .find((item) => item.label === label);
    if (button) return { type: 'press' as const, messageId: id, buttonId: button.id, label };
  }
  return null;
}

async function toBody(
  db: Db,
  conversationId: string,
  { type, text }: LegacyMessage,
): Promise<ClientEvent<'send'>['body']> {
  if (type === 'alias') return { type: 'alias', alias: text };
  if (type === 'command' && text === '/stop') return { type: 'close' };
  const press = type === 'button' ? await findPress(db, conversationId, text) : null;
  return press ?? { type: 'text', text };
}

const message: LegacyHandler = async (services, { session }, raw) => {
  const { db, clock, turns } = services;
  const event = readRequest(legacySchemas.message, 'message', raw ?? {});
  const { conversationId } = session;
  if (conversationId === null) throw new Refused('RESUME_REQUIRED', 'Ask for the history first.');
  if (event.type === 'command' && event.text === '/start') {
    if (await startDialog(db, conversationId, clock.now())) turns.schedule(conversationId);
    return { ok: true, id: 'start', date: new Date(clock.now()).toISOString() };
  }
  const body = await toBody(db, conversationId, event);
  const { id, at } = await send(services, session, { cid: randomUUID(), body, params: event.params });
  return { ok: true, id, date: at };
};

/** The requests of protocol 1, by name. */
export const legacyRequests: Readonly<Record<LegacyEventName, LegacyHandler>> = { history, message };
