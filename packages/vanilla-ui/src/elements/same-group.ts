import type { Message } from '@connective-chat/core';

/** A pause of this length starts a new group, in ms. */
const GROUP_MS = 5 * 60 * 1000;

/** Whether two consecutive messages of one day belong to one group: the same author, and no long pause between them. */
export function sameGroup(a: Message, b: Message): boolean {
  return (
    a.from.kind === b.from.kind &&
    a.from.id === b.from.id &&
    a.from.name === b.from.name &&
    a.body.type !== 'notice' &&
    b.body.type !== 'notice' &&
    Math.abs(Date.parse(b.at) - Date.parse(a.at)) < GROUP_MS
  );
}
