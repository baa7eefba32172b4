import { expect, test } from 'vitest';
import { checkHistory, summarize } from './check-history.ts';
import type { HistoryEntry } from './history.types.ts';
import { toEdn } from './history-file.ts';

/* The checker is given a right history, and then the same one with one mistake at a time. */

type Entries = Omit<HistoryEntry, 'index'>[];

const send = (cid: string, seq: number, begin: number, number: string, text: string): Entries => {
  const value = { conversation: 'c', cid, number, text };
  return [
    { time: begin, process: 'v1', type: 'invoke', f: 'send', value },
    { time: begin + 1, process: 'v1', type: 'ok', f: 'send', value: { ...value, seq } },
  ];
};
const at = (time: number, process: string, type: HistoryEntry['type'], f: string, value: object) => ({
  time,
  process,
  type,
  f,
  value,
});
const bot = { kind: 'bot' };
const text = (seq: number, turn: number, said: string, more = {}) => ({
  seq,
  id: `m${seq}`,
  turn,
  from: bot,
  body: { type: 'text', text: said },
  ...more,
});
const said = (seq: number, cid: string, words: string) => ({
  seq,
  id: `m${seq}`,
  cid,
  from: { kind: 'visitor' },
  body: { type: 'text', text: words },
});
const notice = (seq: number, event: string, words: string) => ({
  seq,
  id: `d${seq}`,
  from: { kind: 'system' },
  body: { type: 'notice', event, text: words },
});
const wrote = (seq: number, name: string) => ({
  seq,
  id: `d${seq}`,
  from: { kind: 'operator', name },
  body: { type: 'text', text: `${name} ${seq}` },
});

/** An answer, a call, an approval that was given, a stop of another answer, and a dialog that two operators had. */
function right(): { agent: object[]; desk: object[]; entries: Entries } {
  const agent = [
    said(1, 'a', 'say 1'),
    text(2, 1, 'half of 1, and the rest of 1'),
    said(3, 'b', 'find 2'),
    text(4, 3, 'found 2'),
    said(5, 'c', 'change 3'),
    text(6, 5, 'Shall I change 3?', {
      body: { type: 'text', text: 'Shall I change 3?', approval: { tool: 'change' } },
    }),
    {
      seq: 7,
      id: 'm7',
      cid: 'p',
      from: { kind: 'visitor' },
      body: { type: 'press', messageId: 'm6', buttonId: 'approve' },
    },
    text(8, 7, 'changed 3'),
    said(9, 'd', 'say 4'),
    text(10, 9, 'half of 4', { stopped: true }),
    text(11, 9, 'stopped'),
  ];
  const desk = [
    notice(1, 'operator_connected', 'Olga has joined.'),
    wrote(2, 'Olga'),
    notice(3, 'queued', 'Back in the queue.'),
    notice(4, 'operator_connected', 'Omar has joined.'),
    wrote(5, 'Omar'),
  ];
  const entries: Entries = [
    ...send('a', 1, 10, '1', 'say 1'),
    ...send('b', 3, 20, '2', 'find 2'),
    at(21, 'tool', 'invoke', 'find', { number: '2', key: 'k2' }),
    at(22, 'model', 'invoke', 'result', { number: '2' }),
    ...send('c', 5, 30, '3', 'change 3'),
    at(31, 'v1', 'ok', 'press', { conversation: 'c', cid: 'p', messageId: 'm6' }),
    at(32, 'tool', 'invoke', 'change', { number: '3', key: 'k3' }),
    at(33, 'model', 'invoke', 'result', { number: '3' }),
    ...send('d', 9, 40, '4', 'say 4'),
    at(42, 'v1', 'ok', 'draft', { number: '4' }),
    at(43, 'v1', 'ok', 'seen', { conversation: 'c', seq: 2, id: 'm2' }),
    at(50, 'o1', 'ok', 'take', { conversation: 'd', rev: 3, owner: 'Olga' }),
    at(60, 'o2', 'ok', 'take', { conversation: 'd', rev: 7, owner: 'Omar' }),
  ];
  return { agent, desk, entries };
}

function problemsAfter(change: (history: ReturnType<typeof right>) => void): string[] {
  const history = right();
  change(history);
  const logs = [
    at(100, 'v1', 'ok', 'log', { conversation: 'c', process: 'v1', kind: 'agent', items: history.agent }),
    at(100, 'v3', 'ok', 'log', { conversation: 'd', process: 'v3', kind: 'desk', items: history.desk }),
  ];
  return checkHistory([...history.entries, ...logs].map((entry, index) => ({ index, ...entry })));
}

test('a history in which every guarantee held has no problems', () => {
  expect(problemsAfter(() => {})).toEqual([]);
});

const again = (history: ReturnType<typeof right>, f: string, time: number) => {
  const call = history.entries.find((entry) => entry.f === f && entry.process === 'tool');
  if (call) history.entries.push({ ...call, time });
};

test.each<[string, (history: ReturnType<typeof right>) => void, RegExp]>([
  ['an acknowledged message is lost', ({ agent }) => void agent.splice(0, 1, notice(1, 'x', 'x')), /^lost: v1 a/],
  ['a message is stored twice', ({ agent }) => void agent.push(said(12, 'a', 'say 1')), /^doubled: v1 a/],
  [
    'a message is not where it was acknowledged',
    ({ entries }) => {
      for (const { value, type } of entries) if (value.cid === 'd' && type === 'ok') value.seq = 8;
    },
    /^moved: v1 d/,
  ],
  [
    'messages of one sender change their order',
    ({ entries }) => void entries.push(...send('e', 0, 200, '5', 'say 5')),
    /^reordered: v1 sent a before e/,
  ],
  [
    'a send never ends',
    ({ entries }) => void entries.push({ ...(send('e', 0, 200, '5', 'say 5')[0] as Entries[0]) }),
    /^stranded: v1 e/,
  ],
  ['the log has a hole', ({ agent }) => void agent.splice(1, 1), /the log has a hole/],
  ['a message that nobody sent', ({ agent }) => void agent.push(said(12, 'z', 'say 9')), /nobody sent message 12/],
  [
    'a message that was seen changes',
    ({ entries }) => void entries.push(at(70, 'v1', 'ok', 'seen', { conversation: 'c', seq: 2, id: 'other' })),
    /^changed: message 2 of c/,
  ],
  [
    'an operator joins a dialog that another one has',
    ({ desk }) => void desk.splice(2, 1, notice(3, 'note', 'nothing')),
    /^owned twice: Omar got d at 4, which Olga owned/,
  ],
  [
    'an operator writes in a dialog of another one',
    ({ desk }) => void desk.splice(4, 1, wrote(5, 'Olga')),
    /^owned twice: Olga wrote message 5/,
  ],
  [
    'two operators are given the same dialog',
    ({ entries }) => void entries.push(at(61, 'o1', 'ok', 'take', { conversation: 'd', rev: 7, owner: 'Olga' })),
    /^owned twice: d at revision 7 was given to Omar and Olga/,
  ],
  [
    'a turn runs twice',
    ({ agent }) => void agent.push(text(12, 3, 'found 2')),
    /^turn of v1: 3 "found 2" was answered/,
  ],
  ['a turn has no answer', ({ agent }) => void agent.splice(3, 1, notice(4, 'x', 'x')), /was answered by "nothing"/],
  [
    'a call is made twice without a fault',
    (history) => again(history, 'find', 23),
    /^turn of v1: the call for 2 was repeated/,
  ],
  [
    'a finished call is made again after a fault',
    (history) => {
      history.entries.push(at(22.5, 'nemesis', 'invoke', 'kill', { node: 0 }));
      again(history, 'change', 34);
    },
    /^turn of v1: the call for 3 was repeated/,
  ],
  [
    'a call is made with two keys',
    ({ entries }) => void entries.push(at(21.5, 'tool', 'invoke', 'find', { number: '2', key: 'other' })),
    /called with several keys/,
  ],
  [
    'a call is made without an approval',
    ({ agent }) => void agent.splice(6, 2, notice(7, 'x', 'x'), notice(8, 'x', 'x')),
    /3 was called without an approval/,
  ],
  [
    'a part of an answer that was seen is lost by a stop',
    ({ agent }) => void agent.splice(9, 1, notice(10, 'x', 'x')),
    /what was written for 4 is lost/,
  ],
  ['nothing was done', ({ entries }) => void entries.splice(0), /the history is empty/],
])('a history is rejected in which %s', (_, change, problem) => {
  expect(problemsAfter(change)).toEqual(expect.arrayContaining([expect.stringMatching(problem)]));
});

test('an unfinished call may be repeated with its key after a fault', () => {
  const problems = problemsAfter((history) => {
    history.entries.push(at(21.5, 'nemesis', 'invoke', 'kill', { node: 0 }));
    again(history, 'find', 21.8);
  });
  expect(problems).toEqual([]);
});

test('a history is counted, and written in EDN', () => {
  const { entries } = right();
  const history = entries.map((entry, index) => ({ index, ...entry }));
  expect(summarize(history)).toMatchObject({
    'sends acknowledged': 4,
    'calls of tools': 2,
    'dialogs taken': 2,
    faults: 0,
  });
  expect(toEdn(history[0])).toBe(
    '{:index 0, :time 10, :process "v1", :type :invoke, :f :send, :value {:conversation "c", :cid "a", :number "1", :text "say 1"}}',
  );
});

test('counts the sends that were refused while the disk was full, and no others', () => {
  const refusal = (time: number) =>
    at(time, 'v1', 'info', 'send', { conversation: 'c', cid: `r${time}`, code: 'UNAVAILABLE' });
  const disk = { node: null, disk: 'file system' };
  const entries = [
    refusal(1),
    at(2, 'nemesis', 'invoke', 'full-disk', disk),
    refusal(3),
    at(4, 'v1', 'info', 'send', { conversation: 'c', cid: 'b', code: 'NO_ANSWER' }),
    at(5, 'nemesis', 'ok', 'full-disk', disk),
    refusal(6),
  ];
  const history = entries.map((entry, index) => ({ index, ...entry }));
  expect(summarize(history)).toMatchObject({ 'sends refused while the disk was full': 1, faults: 1 });
});
