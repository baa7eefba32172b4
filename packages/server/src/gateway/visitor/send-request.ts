import type { ClientEvent, SendAck } from '@connective-chat/core/protocol';
import { acceptSend } from '../../conversation/accept-send.ts';
import { Refused } from '../../lib/refusal.ts';
import { NEW_VISITOR_MS } from '../request-budget.ts';
import type { VisitorServices } from './visitor-services.ts';
import { conversationOf, type VisitorSession, visitorKey } from './visitor-session.ts';

async function accept(
  services: VisitorServices,
  session: VisitorSession,
  event: ClientEvent<'send'>,
): Promise<SendAck> {
  const { bots, clock, publisher, desk, turns, operators, budget, sendRate } = services;
  const conversationId = conversationOf(session);
  const { bot, locale } = session;
  const countSend = async () => {
    const { settings } = (await bots.get(bot.id)) ?? bot;
    await sendRate.count(visitorKey(session), settings.rate);
    const isNew = clock.now() - session.since < NEW_VISITOR_MS;
    if (isNew) await budget.countMessageOfNewVisitor(session.network);
  };
  const accepted = await acceptSend(
    { ...services, hasOperators: () => operators.isStaffed(), countSend, answerAtOnce: turns.answerAtOnce },
    { conversationId, botId: bot.id, locale },
    event,
  );
  for (const row of accepted.messages) publisher.message(conversationId, row);
  if (accepted.dialog) publisher.dialog(conversationId, accepted.dialog);
  if (accepted.handover) await desk.announce(accepted.handover);
  if (accepted.isAnswered) turns.noteAnswered();
  if (accepted.hasTurn) turns.schedule(conversationId);
  return accepted.ack;
}

/** Accepts a visitor's message, pushes it, and lets the scenario answer. */
export async function send(
  services: VisitorServices,
  session: VisitorSession,
  event: ClientEvent<'send'>,
): Promise<SendAck> {
  try {
    const ack = await accept(services, session, event);
    services.countSend(ack.dup ? 'dup' : 'ok');
    return ack;
  } catch (error) {
    services.countSend(error instanceof Refused ? error.code : 'INTERNAL');
    throw error;
  }
}
