// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applySummary } from '../../src/desk/store/apply-summary.ts';
import type { Talk } from '../../src/desk/store/desk-state.types.ts';
import { MessageList } from '../../src/desk/talk/message-list.tsx';
import { stillDesk } from './support/still-desk.tsx';
import { summaryOf } from './support/summary-of.ts';

/* When a dialog counts as read: after it was in view for a second, and only that of this operator. */

Element.prototype.scrollTo ??= () => {};

const talk: Talk = {
  status: 'ready',
  visitor: null,
  messages: [
    {
      seq: 1,
      id: 'm1',
      rev: 0,
      from: { kind: 'visitor', name: 'Olena' },
      at: '2026-01-01T10:00:00.000Z',
      body: { type: 'text', text: 'Hello', format: 'plain' },
    },
  ],
  more: false,
  older: 'idle',
  thinking: null,
  answers: [],
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** Shows a dialog of an operator; `pass` lets time pass. */
function show(owner: string, test = false) {
  const { desk, Around } = stillDesk();
  const operator = { id: owner, name: owner };
  const summary = summaryOf('c', { status: 'operator', operator, unread: 1, test });
  desk.store.setState(applySummary(desk.store.getState(), summary));
  const markRead = vi.spyOn(desk, 'markRead').mockImplementation(() => {});
  const view = render(<MessageList id="c" talk={talk} visitorName="Olena" />, { wrapper: Around });
  return { ...view, desk, markRead, pass: (ms: number) => act(() => vi.advanceTimersByTime(ms)) };
}

test('a dialog that is passed by keyboard stays unread', () => {
  const { markRead, pass, unmount } = show('ann');
  pass(900);
  unmount();
  vi.advanceTimersByTime(10_000);
  expect(markRead).not.toHaveBeenCalled();
});

test('a dialog that stays in view is read, a test chat as well', () => {
  for (const isTest of [false, true]) {
    const { markRead, pass, unmount } = show('ann', isTest);
    pass(1000);
    expect(markRead).toHaveBeenCalledWith('c');
    unmount();
  }
});

test('a dialog of a colleague, and one that is marked as unread, stay as they are', () => {
  const colleague = show('bob');
  colleague.pass(10_000);
  expect(colleague.markRead).not.toHaveBeenCalled();
  colleague.unmount();
  const own = show('ann');
  act(() => own.desk.markUnread('c'));
  own.pass(10_000);
  expect(own.markRead).not.toHaveBeenCalled();
});
