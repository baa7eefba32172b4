import type { Message } from '@connective-chat/core';

/** The start of a message's day in the reader's time zone, in ms; equal values are the same day. */
export const midnightOf = ({ at }: Message): number => new Date(at).setHours(0, 0, 0, 0);
