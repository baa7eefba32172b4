// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { useDeskState } from '../../src/desk/desk-context.tsx';
import { applySummary } from '../../src/desk/store/apply-summary.ts';
import type { Desk } from '../../src/desk/store/desk.types.ts';
import type { OperatorMessage, Talk } from '../../src/desk/store/desk-state.types.ts';
import { EMPTY_TALK } from '../../src/desk/store/talks.ts';
import { MessageList } from '../../src/desk/talk/message-list.tsx';
import { stillDesk } from './support/still-desk.tsx';
import { summaryOf } from './support/summary-of.ts';

// jsdom does not implement scrolling.
Element.prototype.scrollTo ??= () => {};

afterEach(cleanup);

const AT = '2026-01-01T10:00:00.000Z';
const TEXT = '## Delivery\n\n1. First\n2. Second\n\n```\ncode\n```\n\nThe end';

const message = (seq: number, given: Partial<OperatorMessage>): OperatorMessage => ({
  seq,
  id: `m${seq}`,
  rev: 0,
  from: { kind: 'visitor' },
  at: AT,
  body: { type: 'text', text: 'How long?', format: 'plain' },
  ...given,
});

const QUESTION = message(1, {});
const ANSWER = message(2, {
  id: 'answer',
  from: { kind: 'bot' },
  body: {
    type: 'text',
    text: `${TEXT}.`,
    format: 'markdown',
    buttons: [[{ id: 'b', label: 'Thanks', action: { type: 'reply' } }]],
  },
  steps: [{ id: 's', name: 'search', text: 'Searched', state: 'done', startedAt: AT }],
  sources: [{ id: 'a', title: 'Delivery times' }],
});

function Log() {
  const talk = useDeskState(({ talks }) => talks.get('a'));
  return talk && <MessageList id="a" talk={talk} visitorName="Ada" />;
}

/** Whether two lists contain the same elements; `toEqual` also accepts copies. */
const areSame = (a: readonly Element[], b: readonly Element[]) =>
  a.length === b.length && a.every((element, index) => element === b[index]);

function setUp() {
  const { desk, Around } = stillDesk();
  desk.store.setState(applySummary(desk.store.getState(), summaryOf('a')));
  show(desk, { messages: [QUESTION] });
  const { container } = render(<Log />, { wrapper: Around });
  return {
    container,
    shows: (changes: Partial<Talk>) => act(() => show(desk, changes)),
    sends: () =>
      act(() =>
        desk.store.setState({
          outgoing: new Map([
            [
              'a',
              [{ cid: 'c', conversation: 'a', at: 0, state: 'pending', body: { type: 'text', text: 'I am here' } }],
            ],
          ]),
        }),
      ),
    rows: () => [...container.querySelectorAll('.desk-message')],
  };
}

function show(desk: Desk, changes: Partial<Talk>): void {
  desk.store.setState({ talks: new Map([['a', { ...EMPTY_TALK, status: 'ready', ...changes }]]) });
}

test('the row of a streamed answer becomes the row of its message, and nothing of its text is rendered again', () => {
  const { container, shows, rows } = setUp();
  const stream = (text: string) => shows({ messages: [QUESTION], answers: [{ id: 'answer', at: AT, text }] });
  stream(TEXT.slice(0, 20));
  stream(TEXT);
  const [, row] = rows();
  const blocks = [...container.querySelectorAll('.desk-rich > *')];
  expect(blocks.map(({ tagName }) => tagName)).toEqual(['P', 'OL', 'PRE', 'P']);
  expect(row?.getAttribute('aria-busy')).toBe('true');
  const touched = new MutationObserver(() => {});
  for (const block of blocks.slice(0, -1))
    touched.observe(block, { childList: true, subtree: true, characterData: true });

  shows({ messages: [QUESTION, ANSWER] });
  expect(rows()).toHaveLength(2);
  expect(rows()[1]).toBe(row);
  expect(row?.getAttribute('aria-busy')).toBe(null);
  expect(areSame([...container.querySelectorAll('.desk-rich > *')], blocks)).toBe(true);
  expect(touched.takeRecords()).toEqual([]);
  expect(row?.textContent).toContain('The end.');
  expect(row?.textContent).toContain('Searched');
  expect(row?.textContent).toContain('Delivery times');
});

test('a streamed answer stays above a message that is being sent, and continues the group of the bot', () => {
  const { shows, sends, rows } = setUp();
  const greeting = message(1, { from: { kind: 'bot' }, body: { type: 'text', text: 'Hello', format: 'plain' } });
  const answers = [{ id: 'answer', at: AT, text: 'Two days' }];
  sends();
  shows({ messages: [greeting], answers });
  const texts = () => rows().map((row) => row.querySelector('.desk-bubble')?.textContent);
  expect(texts()).toEqual(['Hello', 'Two days', 'I am here']);
  const before = rows();
  expect(before.map((row) => row.hasAttribute('data-first'))).toEqual([true, false, true]);
  shows({ messages: [greeting, ANSWER] });
  expect(areSame(rows(), before)).toBe(true);
});
