import type { DialogSummary } from '../../../src/desk/store/desk-state.types.ts';

type Given = Partial<Omit<DialogSummary, 'dialog'>> & Partial<DialogSummary['dialog']>;

/** A dialog as the server describes it; waiting in the queue by default. */
export function summaryOf(conversation: string, given: Given = {}): DialogSummary {
  const { rev = 1, status = 'queued', operator = null, queuePosition, ...rest } = given;
  return {
    conversation,
    botId: '1',
    dialog: { rev, status, operator, ...(queuePosition === undefined ? {} : { queuePosition }) },
    name: `Visitor ${conversation}`,
    visitorId: conversation,
    locale: 'en',
    subject: null,
    tags: [],
    head: 1,
    read: { visitor: 0, operator: 0 },
    unread: 0,
    last: { seq: 1, from: 'visitor', text: 'Hello', type: 'text', at: '2026-01-01T00:00:00.000Z' },
    test: false,
    queuedAt: status === 'queued' ? '2026-01-01T00:00:00.000Z' : null,
    ...rest,
  };
}
