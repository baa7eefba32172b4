/* The Socket.IO rooms of both namespaces. */

/** In `/widget` the sessions of a conversation, in `/operator` the operators who have it open. */
export const conversationRoom = (id: string): string => `c:${id}`;
/** The sessions of a conversation that speak protocol 1. */
export const legacyRoom = (id: string): string => `l:${id}`;
/** Every session of a bot's visitors. */
export const botRoom = (botId: string): string => `b:${botId}`;
export const visitorRoom = (botId: string, visitorId: string): string => `v:${botId}:${visitorId}`;
export const tabRoom = (botId: string, visitorId: string, tab: string): string => `t:${botId}:${visitorId}:${tab}`;
/** Every connection of an account. */
export const accountRoom = (id: string): string => `account:${id}`;
/** Every connection that a token has opened. */
export const tokenRoom = (hash: string): string => `token:${hash}`;
