import { isOriginAllowed } from '@connective-chat/contracts/bot';
import { authSchema, guardShape, PROTOCOL_VERSION } from '@connective-chat/core/protocol';
import type { BotRegistry } from '../../bots/bot-registry.ts';
import { verifyIdentity } from '../../bots/verify-identity.ts';
import { mintVisitor, type Recognized, recognizeVerified, recognizeVisitor } from '../../bots/visitors.ts';
import type { Db } from '../../db/open-database.ts';
import type { Clock } from '../../lib/clock.ts';
import { Refused } from '../../lib/refusal.ts';
import type { RequestBudget } from '../request-budget.ts';
import { checkAddress } from './check-address.ts';
import type { VisitorSession } from './visitor-session.ts';

const LEGACY_VERSION = 1;

export interface Handshake {
  readonly auth: unknown;
  readonly origin: string | undefined;
  /** The address of the connection. */
  readonly address: string;
  /** By what the address is counted; null if it is not. */
  readonly network: string | null;
  /** Whether the page is one of this server. */
  readonly isOwnPage: boolean;
}

export interface AuthenticateDeps {
  readonly db: Db;
  readonly bots: BotRegistry;
  readonly clock: Clock;
  readonly budget: Pick<RequestBudget, 'countNewVisitor'>;
}

const sessionOf = ({ since, conversationId, newVisitor }: Recognized) => ({
  since,
  newVisitor,
  knownConversationId: conversationId,
  conversationId: null,
});

/**
 * Decides which visitor may connect, for every transport. The `cors` setting of Socket.IO restricts only what a
 * browser may read over polling: a WebSocket from a page of any origin passes it.
 *
 * @throws Refused AUTH_FAILED, BANNED, BOT_NOT_FOUND, ORIGIN_NOT_ALLOWED, PROTOCOL_UNSUPPORTED, RATE_LIMITED, TOKEN_EXPIRED
 */
export async function authenticateVisitor(deps: AuthenticateDeps, handshake: Handshake): Promise<VisitorSession> {
  const shape = guardShape(handshake.auth);
  const auth = shape ? undefined : authSchema.safeParse(handshake.auth);
  if (!auth?.success) {
    const path = auth?.error.issues[0]?.path.join('.');
    throw new Refused('AUTH_FAILED', `The handshake cannot be read${path ? `: auth.${path}` : ''}.`);
  }
  const { v, botId, locale, visitor, userId, token, tab, link } = auth.data;
  const unstorable = Object.entries({ botId, locale, userId }).find(([, value]) => String(value).includes('\0'));
  if (unstorable) throw new Refused('AUTH_FAILED', `The handshake cannot be read: auth.${unstorable[0]} contains NUL.`);
  const bot = await deps.bots.get(String(botId));
  if (!bot) throw new Refused('BOT_NOT_FOUND', 'There is no such bot.');
  if (!isOriginAllowed(bot.settings, handshake.origin)) {
    throw new Refused('ORIGIN_NOT_ALLOWED', "This origin is not in the bot's list of domains.");
  }
  checkAddress(bot.settings, handshake.address, locale);
  if (v !== PROTOCOL_VERSION && v !== LEGACY_VERSION) {
    throw new Refused(
      'PROTOCOL_UNSUPPORTED',
      `This server speaks versions ${LEGACY_VERSION} and ${PROTOCOL_VERSION} of the protocol.`,
    );
  }
  const { address, network, isOwnPage } = handshake;
  const connection = { bot, version: v, locale, address, network, isOwnPage, tab, link } as const;
  if (token !== undefined) {
    const now = deps.clock.now();
    const user = await verifyIdentity(token, { id: bot.id, secret: bot.settings.identitySecret }, now);
    const { visitorId, expiresAt } = user;
    const recognized = await recognizeVerified(deps.db, { botId: bot.id, id: visitorId }, user.sub);
    return { ...connection, ...sessionOf(recognized), visitorId, minted: undefined, expiresAt };
  }
  const minted = visitor ? undefined : mintVisitor();
  const credentials = visitor ?? minted;
  if (!credentials) throw new Error('A visitor is given or minted.');
  const recognized = await recognizeVisitor(
    deps.db,
    { botId: bot.id, visitor: credentials, userId },
    deps.clock.now(),
    () => deps.budget.countNewVisitor(network, `${bot.id}:${credentials.id}`),
  );
  return { ...connection, ...sessionOf(recognized), visitorId: credentials.id, minted, expiresAt: null };
}
