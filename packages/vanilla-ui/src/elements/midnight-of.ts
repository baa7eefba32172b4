import type { Message } from '@connective-chat/core';

/** When the day of a message began where its reader is, in ms: what is equal is one day. */
export const midnightOf = ({ at }: Message): number => new Date(at).setHours(0, 0, 0, 0);
