import type { ClientEvent, ClientEventName, Params } from '@connective-chat/core/protocol';
import { acceptSend } from '../../conversation/accept-send.ts';
import { changeParams, findConversation, markRead } from '../../conversation/conversations.ts';
import { readAfter, readBefore } from '../../conversation/log.ts';
import { reserveFile } from '../../files/file-store.ts';
import { isTypeAllowed } from '../../files/judge-type.ts';
import { Refused } from '../../lib/refusal.ts';
import type { ChatSocket } from '../session.ts';
import { sayHello } from './hello-request.ts';
import type { GatewayDeps } from './visitor-gateway.ts';

type Handler<N extends ClientEventName> = (
  deps: GatewayDeps,
  socket: ChatSocket,
  event: ClientEvent<N>,
) => Promise<unknown>;

/** @throws Refused RESUME_REQUIRED before `hello` */
function conversationOf(socket: ChatSocket): string {
  const { conversationId } = socket.data.session;
  if (conversationId === null) throw new Refused('RESUME_REQUIRED', 'Say hello first.');
  return conversationId;
}

function checkEpoch(deps: GatewayDeps, epoch: string): void {
  if (epoch !== deps.epoch) throw new Refused('EPOCH_CHANGED', 'The log is of another epoch.');
}

const accept = async (deps: GatewayDeps, socket: ChatSocket, event: ClientEvent<'send'>) => {
  const conversationId = conversationOf(socket);
  const { bot, visitorId, locale } = socket.data.session;
  const countSend = async () => {
    const { settings } = (await deps.bots.get(bot.id)) ?? bot;
    await deps.sendRate.count(`${bot.id}:${visitorId}`, settings.rate);
  };
  const accepted = await acceptSend(
    { ...deps, hasOperators: () => deps.desk.isStaffed(), countSend },
    { conversationId, botId: bot.id, locale },
    event,
  );
  for (const row of accepted.messages) deps.publisher.message(conversationId, row);
  if (accepted.dialog) deps.publisher.dialog(conversationId, accepted.dialog);
  if (accepted.handover) await deps.desk.announce(accepted.handover);
  if (accepted.hasTurn) deps.runner.kick(conversationId);
  return accepted.ack;
};

const send: Handler<'send'> = async (deps, socket, event) => {
  try {
    const ack = await accept(deps, socket, event);
    deps.countSend(ack.dup ? 'dup' : 'ok');
    return ack;
  } catch (error) {
    deps.countSend(error instanceof Refused ? error.code : 'INTERNAL');
    throw error;
  }
};

const sync: Handler<'sync'> = async (deps, socket, { epoch, after, limit }) => {
  const conversationId = conversationOf(socket);
  checkEpoch(deps, epoch);
  const { head } = await findConversation(deps.db, conversationId);
  const page = await readAfter(deps.db, deps.toWire, { conversationId, after, upTo: head, limit });
  return { ok: true, epoch, items: page.items, more: page.cut, head };
};

const history: Handler<'history'> = async (deps, socket, { epoch, before, limit }) => {
  const conversationId = conversationOf(socket);
  checkEpoch(deps, epoch);
  const page = await readBefore(deps.db, deps.toWire, { conversationId, before, limit });
  return { ok: true, items: page.items, more: page.cut };
};

const params: Handler<'params'> = async (deps, socket, event) => {
  const conversationId = conversationOf(socket);
  await changeParams(deps.db, conversationId, (current) => {
    if (event.mode === 'replace') return event.params;
    const merged = Object.entries({ ...current, ...event.params }).filter(([, value]) => value !== null);
    return Object.fromEntries(merged) as Params;
  });
  deps.news.visitorChanged(conversationId);
  return { ok: true };
};

const read: Handler<'read'> = async (deps, socket, { seq }) => {
  const conversationId = conversationOf(socket);
  const upTo = await markRead(deps.db, conversationId, 'visitor', seq);
  if (upTo !== null) deps.publisher.read(conversationId, 'visitor', upTo);
  return { ok: true };
};

const typing: Handler<'typing'> = async (deps, socket, { on }) => {
  deps.news.visitorTyping(conversationOf(socket), on);
  return { ok: true };
};

const upload: Handler<'upload'> = async (deps, socket, { name, size, mime }) => {
  const conversationId = conversationOf(socket);
  const { bot, visitorId } = socket.data.session;
  const type = mime.split(';')[0]?.trim().toLowerCase() ?? '';
  if (size === 0) throw new Refused('INVALID', 'size: the file is empty.');
  if (size > deps.limits.uploadBytes) throw new Refused('TOO_LARGE', 'size: the file is too large.');
  if (!isTypeAllowed(type, deps.limits.uploadTypes)) {
    throw new Refused('UNSUPPORTED_TYPE', 'mime: files of this type are not taken.');
  }
  await deps.uploadRate.count(`${bot.id}:${visitorId}`);
  const file = { conversationId, botId: bot.id, name, size, mime: type };
  const { tokenMs } = deps.uploadTimes;
  return { ok: true, ...(await reserveFile(deps.db, file, { now: deps.clock.now(), tokenMs })) };
};

/** What a visitor's client may ask, by name. */
export const widgetRequests: { readonly [N in ClientEventName]: Handler<N> } = {
  hello: sayHello,
  send,
  sync,
  history,
  params,
  read,
  typing,
  upload,
};
