import { expect, test } from 'vitest';
import type { CannedAnswer, OperatorMessage, Outgoing } from '../../src/desk/store/desk-state.types.ts';
import { fillCanned } from '../../src/desk/view/fill-canned.ts';
import { cannedQuery, findCanned } from '../../src/desk/view/find-canned.ts';
import { formatElapsed } from '../../src/desk/view/format-elapsed.ts';
import { formatSize } from '../../src/desk/view/format-size.ts';
import { messageRows } from '../../src/desk/view/message-rows.ts';
import { visitorName } from '../../src/desk/view/visitor-name.ts';

const message = (seq: number, given: Partial<OperatorMessage> = {}): OperatorMessage => ({
  seq,
  id: `m${seq}`,
  rev: 0,
  from: { kind: 'visitor' },
  at: '2026-01-01T10:00:00.000Z',
  body: { type: 'text', text: 'Hi', format: 'plain' },
  ...given,
});

test('consecutive messages of one author are grouped until another author, a long pause or a new day', () => {
  const rows = messageRows(
    [
      message(1),
      message(2),
      message(3, { from: { kind: 'operator', id: 'ann' } }),
      message(4, { at: '2026-01-01T10:30:00.000Z' }),
      message(5, { at: '2026-01-01T10:40:00.000Z' }),
      message(6, { at: '2026-01-03T10:40:00.000Z' }),
    ],
    [],
  );
  expect(rows.map((row) => row.kind === 'message' && [row.isFirst, row.isLast, row.day !== null])).toEqual([
    [true, false, true],
    [false, true, false],
    [true, true, false],
    [true, true, false],
    [true, true, false],
    [true, true, true],
  ]);
});

test('control messages have no row, and a message in the log is not shown as outgoing too', () => {
  const sent: Outgoing = { cid: 'c2', conversation: 'a', at: 0, body: { type: 'text', text: 'x' }, state: 'sent' };
  const log = [message(1, { body: { type: 'close' } }), message(2, { cid: 'c2' })];
  expect(messageRows(log, [sent]).map(({ kind, key }) => [kind, key])).toEqual([['message', 'c2']]);
  expect(messageRows([], [sent]).map(({ kind, key }) => [kind, key])).toEqual([['outgoing', 'c2']]);
});

test('durations and sizes are formatted in the largest sensible units', () => {
  expect([0, 59_000, 187_000, 7_500_000, 200_000_000].map(formatElapsed)).toEqual([
    '0:00',
    '0:59',
    '3:07',
    '2 h 05',
    '2 d',
  ]);
  expect([0, 999, 1500, 20_000, 3_400_000].map(formatSize)).toEqual(['0 B', '999 B', '1.5 kB', '20 kB', '3.4 MB']);
});

test('an unnamed visitor is identified by the end of the id', () => {
  expect(visitorName({ name: ' Ada ', visitorId: 'x' }, 'Visitor')).toBe('Ada');
  expect(visitorName({ name: null, visitorId: '0199-abcd-ef12' }, 'Visitor')).toBe('Visitor def12');
});

test('a canned answer is filled with known values, and unknown placeholders stay visible', () => {
  const values = { name: 'Ada', 'cart.items': 2 };
  expect(fillCanned('Hi {{ name }}, {{cart.items}} items, {{plan|no plan}}, {{city}}', values)).toBe(
    'Hi Ada, 2 items, no plan, {{city}}',
  );
  expect(fillCanned('{{constructor}} {{name}}', { name: '{{name}}' })).toBe('{{constructor}} {{name}}');
});

const canned = (shortcut: string, given: Partial<CannedAnswer> = {}): CannedAnswer => ({
  id: shortcut,
  shortcut,
  title: shortcut,
  text: '',
  botId: null,
  language: null,
  ownerId: null,
  ...given,
});

test('a slash at the start opens the canned answers, and a slash elsewhere is text', () => {
  expect(['/', '/he', '/привіт', 'a/b', '/he llo', '//'].map(cannedQuery)).toEqual([
    '',
    'he',
    'привіт',
    null,
    null,
    null,
  ]);
});

test('canned answers of this bot and language, best match first', () => {
  const answers = [
    canned('thanks', { title: 'Say hello back' }),
    canned('hello'),
    canned('hello-uk', { language: 'uk' }),
    canned('hello-shop', { botId: '2' }),
  ];
  const found = findCanned(answers, 'HE', { botId: '1', locale: 'en-GB' });
  expect(found.map(({ id }) => id)).toEqual(['hello', 'thanks']);
});
