import { type ClientEvent, type ClientEventName, type Params, paramsSchema } from '@connective-chat/core/protocol';
import { changeParams, findConversation, markRead, replaceParams } from '../../conversation/conversations.ts';
import { rateMessage } from '../../conversation/rate-message.ts';
import { stopTurn } from '../../conversation/stop-turn.ts';
import { toPushedFeedback, toWireFeedback } from '../../conversation/wire.ts';
import { Refused } from '../../lib/refusal.ts';
import type { ChatSocket } from '../socket.types.ts';
import { hello } from './hello-request.ts';
import { send } from './send-request.ts';
import type { VisitorServices } from './visitor-services.ts';
import { conversationOf, type VisitorSession, visitorKey } from './visitor-session.ts';

/** The session and connection of a request. */
interface Connection {
  readonly socket: ChatSocket;
  readonly session: VisitorSession;
}

type Handler<N extends ClientEventName> = (
  services: VisitorServices,
  connection: Connection,
  event: ClientEvent<N>,
) => Promise<unknown>;

function checkEpoch({ log }: VisitorServices, epoch: string): void {
  if (epoch !== log.epoch) throw new Refused('EPOCH_CHANGED', 'The log is of another epoch.');
}

/** @throws Refused INVALID if the merged parameters exceed the limits for one frame */
function mergeParams(current: Params, patch: ClientEvent<'params'>['params']): Params {
  const merged = Object.entries({ ...current, ...patch }).filter(([, value]) => value !== null);
  const parsed = paramsSchema.safeParse(Object.fromEntries(merged));
  if (!parsed.success) throw new Refused('INVALID', `params: after the merge ${parsed.error.issues[0]?.message}`);
  return parsed.data;
}

const sync: Handler<'sync'> = async (services, { session }, { epoch, after, limit }) => {
  const { db, log } = services;
  const conversationId = conversationOf(session);
  checkEpoch(services, epoch);
  const { head } = await findConversation(db, conversationId);
  const page = await log.readAfter(conversationId, after, head, limit);
  return { ok: true, epoch, items: page.items, more: page.cut, head };
};

const history: Handler<'history'> = async (services, { session }, { epoch, before, limit }) => {
  const conversationId = conversationOf(session);
  checkEpoch(services, epoch);
  const page = await services.log.readBefore(conversationId, before, limit);
  return { ok: true, items: page.items, more: page.cut };
};

const params: Handler<'params'> = async ({ db, notifier }, { session }, event) => {
  const conversationId = conversationOf(session);
  if (event.mode === 'replace') await replaceParams(db, conversationId, event.params);
  else await changeParams(db, conversationId, (current) => mergeParams(current, event.params));
  notifier.visitorChanged(conversationId);
  return { ok: true };
};

const read: Handler<'read'> = async ({ db, publisher, states }, { session }, { seq }) => {
  const conversationId = conversationOf(session);
  const upTo = await markRead(db, conversationId, 'visitor', seq, states);
  if (upTo !== null) publisher.read(conversationId, 'visitor', upTo);
  return { ok: true };
};

const typing: Handler<'typing'> = async ({ publisher }, { session }, { on }) => {
  publisher.visitorTyping(conversationOf(session), on);
  return { ok: true };
};

const upload: Handler<'upload'> = async ({ uploads, uploadRate }, { session }, { name, size, mime }) => {
  const file = { conversationId: conversationOf(session), botId: session.bot.id, name, size, mime };
  return { ok: true, ...(await uploads.reserve(file, () => uploadRate.count(visitorKey(session)))) };
};

const stop: Handler<'stop'> = async ({ db, publisher, turns }, { session }, event) => {
  const conversationId = conversationOf(session);
  const { ack, thinking, turnId } = await stopTurn(db, conversationId, event.turn);
  if (thinking) publisher.thinking(conversationId, thinking);
  if (turnId !== null) turns.stop({ conversationId, turnId });
  return ack;
};

const feedback: Handler<'feedback'> = async (services, { session }, event) => {
  const { db, clock, publisher, countFeedback } = services;
  const conversationId = conversationOf(session);
  const { row, changed } = await rateMessage(db, conversationId, event, clock.now());
  if (changed) {
    publisher.feedback(conversationId, toPushedFeedback(row));
    countFeedback(event.value ?? 'withdrawn');
  }
  return { ok: true, ...toWireFeedback(row) };
};

/** The requests of visitors' clients, by name. */
export const visitorRequests: { readonly [N in ClientEventName]: Handler<N> } = {
  hello: (services, { socket, session }, event) => hello(services, socket, session, event),
  send: (services, { session }, event) => send(services, session, event),
  sync,
  history,
  params,
  read,
  typing,
  upload,
  stop,
  feedback,
};
