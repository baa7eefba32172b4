import type { Button, Message } from '@connective-chat/core';

/** The buttons of a message that can still be pressed; those of the reply keyboard only below the last message. */
export function openChoices({ body, answer }: Message, isLast: boolean): readonly Button[] {
  if (body.type !== 'text' || answer) return [];
  return [...(body.buttons ?? []), ...(isLast ? (body.keyboard ?? []) : [])].flat();
}
