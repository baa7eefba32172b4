import type { Bot } from '../../bots/bot-registry.ts';
import type { NewVisitor } from '../../bots/visitors.ts';
import { Refused } from '../../lib/refusal.ts';
import type { Session } from '../gateway.ts';

/** The identity of a visitor's connection, and the conversation that it has resumed. */
export interface VisitorSession extends Session {
  readonly bot: Bot;
  readonly visitorId: string;
  /** The credentials that the server created for a client without any. */
  readonly minted: { readonly id: string; readonly secret: string } | undefined;
  readonly locale: string;
  /** The address of the connection; empty if it is unknown. */
  readonly address: string;
  /** By what the address is counted; null if it is not. */
  readonly network: string | null;
  /** Whether the page is one of this server. */
  readonly isOwnPage: boolean;
  /** When the visitor was first seen, in ms since the epoch. */
  readonly since: number;
  /** The version of the protocol; 1 is Legacy. */
  readonly version: 1 | 2;
  /** Random per page load, so that a tab that reconnects replaces its own lost connection. */
  readonly tab: string | undefined;
  /** The number of this connection of the tab; 0 if the client does not count. */
  readonly link: number;
  /** The conversation that the visitor had at the handshake, so that `hello` need not look for it. */
  readonly knownConversationId: string | null;
  /** Set until the visitor is stored, which happens with the first conversation. */
  newVisitor: NewVisitor | null;
  /** Null before `hello`. */
  conversationId: string | null;
}

/** The key for the rate limits of a visitor. */
export const visitorKey = ({ bot, visitorId }: VisitorSession): string => `${bot.id}:${visitorId}`;

/** @throws Refused RESUME_REQUIRED before `hello` */
export function conversationOf({ conversationId }: VisitorSession): string {
  if (conversationId === null) throw new Refused('RESUME_REQUIRED', 'Say hello first.');
  return conversationId;
}
