import type { Server, Socket } from 'socket.io';
import type { Bot } from '../bots/bot-registry.ts';

/** What a connection has proved to be, and the conversation it resumed. */
export interface Session {
  readonly bot: Bot;
  readonly visitorId: string;
  /** The credentials that the server minted for a client without any. */
  readonly minted: { readonly id: string; readonly secret: string } | undefined;
  /** When what was proved by a token ends, in ms; null for a visitor who is known by a secret. */
  readonly expiresAt: number | null;
  readonly locale: string;
  /** 1 is Legacy. */
  readonly version: 1 | 2;
  /** Random per page load, so that a tab that comes back replaces its own lost connection. */
  readonly tab: string | undefined;
  /** Counts the connections of the tab; 0 where the client does not. */
  readonly link: number;
  /** Set by `hello`. */
  conversationId: string | null;
}

export interface SocketData {
  session: Session;
}

type Events = Record<string, (...args: never[]) => void>;
export type ChatSocketServer = Server<Events, Record<string, (...args: unknown[]) => void>, Events, SocketData>;
export type ChatSocket = Socket<Events, Record<string, (...args: unknown[]) => void>, Events, SocketData>;
export type ChatNamespace = ReturnType<ChatSocketServer['of']>;

export const conversationRoom = (id: string): string => `c:${id}`;
/** The sessions of a conversation that speak protocol 1. */
export const legacyRoom = (id: string): string => `l:${id}`;
/** Every session of a bot's visitors. */
export const botRoom = (botId: string): string => `b:${botId}`;
export const visitorRoom = (botId: string, visitorId: string): string => `v:${botId}:${visitorId}`;
export const tabRoom = (session: Session): string => `t:${session.bot.id}:${session.visitorId}:${session.tab}`;
