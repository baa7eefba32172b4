// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DialogList } from '../../src/desk/lists/dialog-list.tsx';
import { applySummary } from '../../src/desk/store/apply-summary.ts';
import type { Desk } from '../../src/desk/store/desk.types.ts';
import type { DialogSummary, OperatorMessage, Talk } from '../../src/desk/store/desk-state.types.ts';
import { MessageList } from '../../src/desk/talk/message-list.tsx';
import { useTalk } from '../../src/desk/talk/use-talk.ts';
import { stillDesk } from './support/still-desk.tsx';
import { summaryOf } from './support/summary-of.ts';

/* Counts renders through a function that every row calls once per render, so that the rows need no test hook. */
const counted = vi.hoisted(() => ({ rows: [] as string[], messages: [] as unknown[], logs: 0 }));
vi.mock('../../src/desk/view/avatar-tone.ts', () => ({
  avatarTone: (id: string) => {
    counted.rows.push(id);
    return 0;
  },
}));
vi.mock('../../src/desk/talk/message-body.tsx', () => ({
  MessageBody: ({ body }: { body: { text?: string } }) => {
    counted.messages.push(body.text);
    return body.text;
  },
}));

beforeEach(() => {
  counted.rows.length = 0;
  counted.messages.length = 0;
});
afterEach(cleanup);

const owned = { status: 'operator', operator: { id: 'ann', name: 'Ann' } } as const;
const ids = Array.from({ length: 10 }, (_, index) => `dialog${index}`);
const put = (desk: Desk, summary: DialogSummary) => desk.store.setState(applySummary(desk.store.getState(), summary));
const ignore = () => {};

test('of ten open dialogs only the changed one renders, once', () => {
  const { desk, Around } = stillDesk();
  for (const id of ids) put(desk, summaryOf(id, owned));
  render(<DialogList label="Mine" ids={ids} selected="dialog0" onSelect={ignore} />, { wrapper: Around });
  expect(counted.rows).toHaveLength(10);
  counted.rows.length = 0;
  act(() => put(desk, summaryOf('dialog4', { ...owned, head: 2, unread: 1 })));
  expect(counted.rows).toEqual(['dialog4']);
  counted.rows.length = 0;
  act(() => desk.store.setState({ typists: new Map([['dialog7', { by: 'visitor', name: null }]]) }));
  expect(counted.rows).toEqual(['dialog7']);
});

test('changing the selection renders two rows, and a clock tick none', () => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T00:05:00.000Z') });
  const { desk, Around } = stillDesk();
  for (const id of ids) put(desk, summaryOf(id));
  const list = (selected: string) => <DialogList label="Queue" ids={ids} selected={selected} onSelect={ignore} />;
  const { rerender, container } = render(list('dialog0'), { wrapper: Around });
  counted.rows.length = 0;
  rerender(list('dialog1'));
  expect(counted.rows.sort()).toEqual(['dialog0', 'dialog1']);
  counted.rows.length = 0;
  const before = container.textContent;
  act(() => vi.advanceTimersByTime(3000));
  expect(container.textContent).not.toBe(before);
  expect(counted.rows).toEqual([]);
  vi.useRealTimers();
});

const message = (seq: number, given: Partial<OperatorMessage> = {}): OperatorMessage => ({
  seq,
  id: `m${seq}`,
  rev: 0,
  from: { kind: seq % 2 ? 'visitor' : 'operator', id: seq % 2 ? 'v' : 'ann' },
  at: '2026-01-01T10:00:00.000Z',
  body: { type: 'text', text: `text ${seq}`, format: 'plain' },
  ...given,
});

const talkOf = (messages: readonly OperatorMessage[]): Talk => ({
  status: 'ready',
  visitor: null,
  messages,
  more: false,
  older: 'idle',
  thinking: null,
  answers: [],
});

function Log({ id }: { id: string }) {
  counted.logs += 1;
  const talk = useTalk(id);
  return talk && <MessageList id={id} talk={talk} visitorName="Ada" />;
}

const show = (desk: Desk, messages: readonly OperatorMessage[]) =>
  desk.store.setState({ talks: new Map([['a', talkOf(messages)]]) });

test('a long dialog is virtualized, and one more message renders one more row', () => {
  const { desk, Around } = stillDesk();
  const messages = Array.from({ length: 5000 }, (_, index) => message(index + 1));
  put(desk, summaryOf('a', { ...owned, head: 5000 }));
  show(desk, messages);
  const { container } = render(<Log id="a" />, { wrapper: Around });
  expect(container.querySelectorAll('[data-seq]')).toHaveLength(60);
  counted.messages.length = 0;
  act(() => show(desk, [...messages, message(5001)]));
  expect(counted.messages).toEqual(['text 5001']);
  expect(container.querySelectorAll('[data-seq]')).toHaveLength(60);
});

test('another message of the same author also renders the previous row, which no longer ends its group', () => {
  const { desk, Around } = stillDesk();
  put(desk, summaryOf('a', owned));
  const messages = [message(1), message(2), message(3)];
  show(desk, messages);
  render(<Log id="a" />, { wrapper: Around });
  counted.messages.length = 0;
  act(() => show(desk, [...messages, message(4, { from: { kind: 'visitor', id: 'v' } })]));
  expect(counted.messages.sort()).toEqual(['text 3', 'text 4']);
});

test('a read receipt renders only the rows whose tick changes', () => {
  const { desk, Around } = stillDesk();
  put(desk, summaryOf('a', { ...owned, read: { visitor: 2, operator: 0 } }));
  show(
    desk,
    Array.from({ length: 9 }, (_, index) => message(index + 1)),
  );
  render(<Log id="a" />, { wrapper: Around });
  counted.messages.length = 0;
  act(() => put(desk, summaryOf('a', { ...owned, read: { visitor: 6, operator: 0 } })));
  expect(counted.messages.sort()).toEqual(['text 4', 'text 6']);
});

test('a message in another dialog renders nothing here', () => {
  const { desk, Around } = stillDesk();
  put(desk, summaryOf('a', owned));
  put(desk, summaryOf('b', owned));
  show(desk, [message(1)]);
  render(<Log id="a" />, { wrapper: Around });
  counted.messages.length = 0;
  act(() => {
    put(desk, summaryOf('b', { ...owned, head: 7, unread: 3 }));
    desk.store.setState(({ talks }) => ({ talks: new Map(talks).set('b', talkOf([message(1)])) }));
  });
  expect(counted.messages).toEqual([]);
});

test('a part of a streamed answer renders its text, and neither the list nor the row', () => {
  const { desk, Around } = stillDesk();
  put(desk, summaryOf('a', owned));
  const messages = Array.from({ length: 9 }, (_, index) => message(index + 1));
  const answer = { id: 'answer', at: '2026-01-01T10:01:00.000Z' };
  const stream = (...words: string[]) =>
    desk.store.setState({
      talks: new Map([['a', { ...talkOf(messages), answers: words.map((text) => ({ ...answer, text })) }]]),
    });
  stream('One');
  const { container } = render(<Log id="a" />, { wrapper: Around });
  const row = container.querySelector('[data-streaming]');
  counted.messages.length = 0;
  counted.logs = 0;
  act(() => stream('One, two'));
  expect(row?.textContent).toContain('One, two');
  expect(counted).toMatchObject({ messages: ['One, two'], logs: 0 });
  // The row of the answer becomes that of its message.
  act(() => show(desk, [...messages, message(10, { id: 'answer', from: { kind: 'bot' } })]));
  expect(container.querySelector('[data-seq="10"]')).toBe(row);
  expect(row?.textContent).toContain('text 10');
});
