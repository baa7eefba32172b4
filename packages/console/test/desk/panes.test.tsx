// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applySummary } from '../../src/desk/store/apply-summary.ts';
import type { Desk } from '../../src/desk/store/desk.types.ts';
import type { DialogSummary, OperatorMessage, Talk, VisitorCard } from '../../src/desk/store/desk-state.types.ts';
import { TalkPane } from '../../src/desk/talk/talk-pane.tsx';
import { useDialog } from '../../src/desk/use-dialog.ts';
import { formatsOf } from '../../src/desk/view/formats-of.ts';
import { VisitorPane } from '../../src/desk/visitor/visitor-pane.tsx';
import { stillDesk } from './support/still-desk.tsx';
import { summaryOf } from './support/summary-of.ts';

/* Counts the renders of the header and the field by a part of each, so that they need no test hook. */
const counted = vi.hoisted(() => ({ headers: 0, notices: 0 }));
vi.mock('../../src/desk/lists/waiting-time.tsx', () => ({
  WaitingTime: () => {
    counted.headers += 1;
    return 'waits';
  },
}));
vi.mock('../../src/desk/composer/composer-notice.tsx', () => ({
  ComposerNotice: () => {
    counted.notices += 1;
    return 'not yours';
  },
}));

beforeEach(() => Object.assign(counted, { headers: 0, notices: 0 }));
afterEach(cleanup);

const put = (desk: Desk, summary: DialogSummary) => desk.store.setState(applySummary(desk.store.getState(), summary));
const ignore = () => {};

const visitor: VisitorCard = {
  visitorId: 'a',
  name: 'Oksana',
  online: true,
  userId: null,
  params: {},
  locale: 'en',
  firstSeen: '2026-01-01T00:00:00.000Z',
  dialogs: 1,
  page: null,
  meta: null,
  banned: null,
};

const message = (seq: number): OperatorMessage => ({
  seq,
  id: `m${seq}`,
  rev: 0,
  from: { kind: 'visitor' },
  at: '2026-01-01T10:00:00.000Z',
  body: { type: 'text', text: `text ${seq}`, format: 'plain' },
});

const talkOf = (messages: readonly OperatorMessage[], given: Partial<Talk> = {}): Talk => ({
  status: 'ready',
  visitor,
  messages,
  more: false,
  older: 'idle',
  thinking: null,
  answers: [],
  ...given,
});

const show = (desk: Desk, talk: Talk) => desk.store.setState({ talks: new Map([['a', talk]]) });

/** A message of the visitor: the server describes the dialog again, and pushes the message. */
function receive(desk: Desk) {
  const text = { seq: 2, from: 'visitor', text: 'text 2', type: 'text', at: '2026-01-01T10:00:00.000Z' } as const;
  put(desk, summaryOf('a', { rev: 2, head: 2, unread: 2, last: text }));
  show(desk, talkOf([message(1), message(2)]));
}

test('a message renders neither the header, the field nor the card of its dialog', () => {
  const { desk, Around } = stillDesk();
  put(desk, summaryOf('a'));
  show(desk, talkOf([message(1)]));
  // The card names the visitor's language.
  const cards = vi.spyOn(formatsOf('en'), 'name');
  const { container } = render(
    <>
      <TalkPane
        id="a"
        onBack={ignore}
        onDetails={ignore}
        onTake={ignore}
        onTransfer={ignore}
        onClose={ignore}
        onManageCanned={ignore}
        onMarkUnread={ignore}
      />
      <VisitorPane id="a" onBack={ignore} onBan={ignore} onBlockAddress={ignore} />
    </>,
    { wrapper: Around },
  );
  expect(counted).toEqual({ headers: 1, notices: 1 });
  expect(cards).toHaveBeenCalledTimes(1);
  Object.assign(counted, { headers: 0, notices: 0 });
  cards.mockClear();
  act(() => receive(desk));
  expect(container.textContent).toContain('text 2');
  expect(counted).toEqual({ headers: 0, notices: 0 });
  expect(cards).not.toHaveBeenCalled();
  act(() => put(desk, summaryOf('a', { rev: 3, head: 2, queuePosition: 4 })));
  expect(counted).toEqual({ headers: 1, notices: 1 });
  expect(container.textContent).toContain('#4');
});

test('what the panes show of a dialog changes with the dialog, and not with its messages', () => {
  const { desk, Around } = stillDesk();
  const seen: unknown[] = [];
  function Panes({ id }: { id: string | null }) {
    seen.push(useDialog(id)?.subject);
    return null;
  }
  put(desk, summaryOf('a', { subject: 'Lamp' }));
  put(desk, summaryOf('b', { subject: 'Desk' }));
  const { rerender } = render(<Panes id="a" />, { wrapper: Around });
  act(() => put(desk, summaryOf('a', { subject: 'Lamp', rev: 2, head: 9, unread: 3 })));
  act(() => put(desk, summaryOf('b', { subject: 'Chair', rev: 2 })));
  expect(seen).toEqual(['Lamp']);
  act(() => put(desk, summaryOf('a', { subject: 'Cable', rev: 3 })));
  rerender(<Panes id="b" />);
  rerender(<Panes id={null} />);
  expect(seen).toEqual(['Lamp', 'Cable', 'Chair', undefined]);
});

test('the name of a language is made once', () => {
  const { DisplayNames } = Intl;
  let made = 0;
  class CountedNames extends DisplayNames {
    constructor(...given: ConstructorParameters<typeof DisplayNames>) {
      made += 1;
      super(...given);
    }
  }
  vi.stubGlobal('Intl', Object.assign(Object.create(Intl), { DisplayNames: CountedNames }));
  const { name } = formatsOf('de');
  expect([name('language', 'uk'), name('region', 'UA'), name('language', 'uk')]).toEqual([
    'Ukrainisch',
    'Ukraine',
    'Ukrainisch',
  ]);
  expect(name('region', '???')).toBe('???');
  expect(name('region', '???')).toBe('???');
  expect(made).toBe(3);
});
