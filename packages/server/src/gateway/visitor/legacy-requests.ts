import { randomUUID } from 'node:crypto';
import {
  type ClientEvent,
  guardShape,
  MAX_PAGE_SIZE,
  MAX_TEXT_BYTES,
  paramsSchema,
} from '@connective-chat/core/protocol';
import * as z from 'zod/mini';
import { openConversation, startDialog } from '../../conversation/conversations.ts';
import { readBefore } from '../../conversation/log.ts';
import type { OutgoingMessage } from '../../conversation/wire.ts';
import { Refused } from '../../lib/refusal.ts';
import { type ChatSocket, legacyRoom } from '../session.ts';
import type { GatewayDeps } from './visitor-gateway.ts';
import { widgetRequests } from './visitor-requests.ts';

/*
 * Protocol 1, for old integrations: the same conversation in fewer words. It has no cid, so nothing here
 * can tell a repetition from a second message; its clients know that and never repeat by themselves.
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

/** A message as protocol 1 knows it; null for what it has no words for. */
export function toLegacyMessage({ id, at, from, body }: OutgoingMessage) {
  const envelope = { id, date: at, from: from.kind === 'visitor' ? 'user' : from.kind };
  if (body.type === 'text') {
    return { ...envelope, type: 'text', text: body.text, ...(body.buttons ? { buttons: body.buttons } : {}) };
  }
  if (body.type === 'notice') return { ...envelope, type: 'notice', text: body.text };
  return body.type === 'press' ? { ...envelope, type: 'text', text: body.label } : null;
}

function read<N extends LegacyEventName>(name: N, raw: unknown): z.infer<(typeof legacySchemas)[N]> {
  const parsed = guardShape(raw) ? undefined : legacySchemas[name].safeParse(raw ?? {});
  if (parsed?.success) return parsed.data as z.infer<(typeof legacySchemas)[N]>;
  const issue = parsed?.error.issues[0];
  throw new Refused('INVALID', `${issue?.path.join('.') || name}: ${issue?.message ?? 'too deep or too large'}`);
}

async function history(deps: GatewayDeps, socket: ChatSocket, raw: unknown) {
  const { params } = read('history', raw);
  const { session } = socket.data;
  const who = { botId: session.bot.id, visitorId: session.visitorId, locale: session.locale, params };
  const { id, head } = await openConversation(deps.db, who, deps.clock.now());
  await socket.join(legacyRoom(id));
  session.conversationId = id;
  const at = { conversationId: id, before: head + 1, limit: MAX_PAGE_SIZE };
  const { items } = await readBefore(deps.db, deps.toWire, at);
  return { ok: true, messages: items.map(toLegacyMessage).filter((item) => item !== null) };
}

/** The newest button that says this: protocol 1 names neither its message nor its id. */
async function findPress(deps: GatewayDeps, conversationId: string, label: string) {
  const rows = await deps.db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('sender_kind', '=', 'bot')
    .orderBy('seq', 'desc')
    .limit(MAX_PAGE_SIZE)
    .execute();
  for (const { id, body } of rows) {
    const button = body.type === 'text' ? body.buttons?.flat().find((item) => item.label === label) : undefined;
    if (button) return { type: 'press' as const, messageId: id, buttonId: button.id, label };
  }
  return null;
}

async function toBody(
  deps: GatewayDeps,
  conversationId: string,
  { type, text }: LegacyMessage,
): Promise<ClientEvent<'send'>['body']> {
  if (type === 'alias') return { type: 'alias', alias: text };
  if (type === 'command' && text === '/stop') return { type: 'close' };
  const press = type === 'button' ? await findPress(deps, conversationId, text) : null;
  return press ?? { type: 'text', text };
}

async function message(deps: GatewayDeps, socket: ChatSocket, raw: unknown) {
  const said = read('message', raw);
  const { conversationId } = socket.data.session;
  if (conversationId === null) throw new Refused('RESUME_REQUIRED', 'Ask for the history first.');
  if (said.type === 'command' && said.text === '/start') {
    if (await startDialog(deps.db, conversationId, deps.clock.now())) deps.runner.kick(conversationId);
    return { ok: true, id: 'start', date: new Date(deps.clock.now()).toISOString() };
  }
  const body = await toBody(deps, conversationId, said);
  const ack = (await widgetRequests.send(deps, socket, { cid: randomUUID(), body, params: said.params })) as {
    id: string;
    at: string;
  };
  return { ok: true, id: ack.id, date: ack.at };
}

/** What a client of protocol 1 may ask, by name. */
export const legacyRequests: Readonly<
  Record<LegacyEventName, (deps: GatewayDeps, socket: ChatSocket, raw: unknown) => Promise<unknown>>
> = { history, message };
