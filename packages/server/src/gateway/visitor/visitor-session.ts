import type { Bot } from '../../bots/bot-registry.ts';
import { Refused } from '../../lib/refusal.ts';
import type { Session } from '../gateway.ts';

/** What a visitor's connection has proved to be, and the conversation that it has resumed. */
export interface VisitorSession extends Session {
  readonly bot: Bot;
  readonly visitorId: string;
  /** The credentials that the server made for a client without any. */
  readonly minted: { readonly id: string; readonly secret: string } | undefined;
  readonly locale: string;
  /** The version of the protocol; 1 is Legacy. */
  readonly version: 1 | 2;
  /** Random per page load, so that a tab that reconnects replaces its own lost connection. */
  readonly tab: string | undefined;
  /** Counts the connections of the tab; 0 where the client does not. */
  readonly link: number;
  /** Null before `hello`. */
  conversationId: string | null;
}

/** By what the rates of a visitor are counted. */
export const visitorKey = ({ bot, visitorId }: VisitorSession): string => `${bot.id}:${visitorId}`;

/** @throws Refused RESUME_REQUIRED before `hello` */
export function conversationOf({ conversationId }: VisitorSession): string {
  if (conversationId === null) throw new Refused('RESUME_REQUIRED', 'Say hello first.');
  return conversationId;
}
