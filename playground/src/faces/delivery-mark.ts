import type { Message } from '@connective-chat/core';

const MARKS: Partial<Record<Message['delivery'], string>> = { pending: '… sending', confirmed: '✓ delivered' };

/** What is shown below a message of the visitor about its delivery. Failures have a text of their own. */
export const deliveryMark = ({ from, delivery }: Message): string =>
  from.kind === 'visitor' ? (MARKS[delivery] ?? '') : '';
