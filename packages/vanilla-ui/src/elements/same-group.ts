import type { Message } from '@connective-chat/core';

/** A pause of this length starts a new group. */
const GROUP_MS = 5 * 60 * 1000;

/** Whether two neighbours of one day are of one group: one author, one breath. */
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
