import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fill } from '../src/scenario/template.ts';
import { testBot } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';
import { type Frame, mint, openChat, type RawVisitor, refusal } from './support/visitor.ts';

/* Every database row that a visitor can make grow has a limit. The table is the one in docs/security.md. */

const growing = {
  ...testBot,
  id: 'growing',
  scenario: {
    version: 1,
    fallback: 'grow',
    nodes: {
      start: { type: 'start', next: 'end' },
      grow: { type: 'set', values: { all: '{{all}}{{all}}{{input}}' }, next: 'tell' },
      tell: {
        type: 'message',
        text: '{{all}}',
        buttons: [[{ id: 'a', label: 'Go {{all}}', next: 'end' }]],
        next: 'end',
      },
      end: { type: 'exit' },
    },
  },
};
const server = useServer({
  bots: [testBot, growing],
  limits: { messagesPerMinute: 60_000, burst: 10_000, uploadBytes: 1000 },
});

const params = (value: Record<string, unknown>) => (chat: RawVisitor) =>
  chat.ask('params', { mode: 'replace', params: value });
const keys = (count: number, size: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 'x'.repeat(size)]));
const send =
  (body: Record<string, unknown>, extra = {}) =>
  (chat: RawVisitor) =>
    chat.send(body, extra);
const text = (length: number) => 'x'.repeat(length);
const upload = (name: string, size: number, mime: string) => (chat: RawVisitor) =>
  chat.ask('upload', { name, size, mime });
const press = (label: string) => send({ type: 'press', messageId: 'none', buttonId: 'one', label });
const rate = (comment: string) => send({ type: 'rate', messageId: 'none', score: 5, comment });
const file = (name: string) => send({ type: 'file', fileId: 'none', name, size: 1, mime: 'text/plain' });
const image = (alt: string) => send({ type: 'image', fileId: 'none', alt });

type Ask = (chat: RawVisitor) => Promise<Frame>;

/** What is within a limit is not refused with the code of the limit; it may be refused for another reason. */
const bounded: Record<string, readonly [fits: Ask, beyond: Ask, code: string][]> = {
  'conversations.params': [
    [params(keys(50, 10)), params(keys(51, 10)), 'INVALID'],
    [params(keys(1, 1024)), params(keys(1, 1025)), 'INVALID'],
    [params(keys(8, 1000)), params(keys(9, 1000)), 'INVALID'],
  ],
  'messages.body': [
    [send({ type: 'text', text: text(16_384) }), send({ type: 'text', text: text(16_385) }), 'TOO_LARGE'],
    [press(text(1000)), press(text(1001)), 'INVALID'],
    [rate(text(4000)), rate(text(4001)), 'INVALID'],
    [file(text(255)), file(text(256)), 'INVALID'],
    [image(text(1000)), image(text(1001)), 'INVALID'],
    [send({ type: 'alias', alias: text(128) }), send({ type: 'alias', alias: text(129) }), 'INVALID'],
  ],
  'messages.cid': [
    [
      send({ type: 'text', text: 'x' }, { cid: text(64) }),
      send({ type: 'text', text: 'x' }, { cid: text(65) }),
      'INVALID',
    ],
  ],
  'turns.params': [
    [
      send({ type: 'text', text: 'x' }, { params: keys(50, 10) }),
      send({ type: 'text', text: 'x' }, { params: keys(51, 10) }),
      'INVALID',
    ],
  ],
  'files.name, files.mime': [
    [upload(text(255), 1, 'text/plain'), upload(text(256), 1, 'text/plain'), 'INVALID'],
    [upload('a', 1, text(127)), upload('a', 1, text(128)), 'INVALID'],
  ],
  'files.content': [[upload('a', 1000, 'text/plain'), upload('a', 1001, 'text/plain'), 'TOO_LARGE']],
};

for (const [row, cases] of Object.entries(bounded)) {
  test(`a visitor cannot make ${row} grow beyond its limit`, async () => {
    const { visitor } = await openChat(server.url);
    for (const [fits, beyond, code] of cases) {
      const refused = await beyond(visitor);
      expect(refused).toMatchObject({ ok: false, code, retry: false });
      const { ok, message } = await fits(visitor);
      if (!ok) expect(message).not.toBe(refused.message);
    }
  });
}

/** Rows whose limit is not enforced by refusing a single event. */
const others: Record<string, () => Promise<void>> = {
  async 'visitors.locale, visitors.user_id'() {
    for (const [fits, beyond] of [
      [{ locale: text(35) }, { locale: text(36) }],
      [{ userId: text(256) }, { userId: text(257) }],
    ]) {
      await openChat(server.url, { auth: { ...fits } });
      expect(await refusal(server.url, { auth: { ...beyond } })).toMatchObject({ code: 'AUTH_FAILED' });
    }
  },

  async conversations() {
    const auth = { visitor: mint() };
    const opened = await Promise.all(Array.from({ length: 5 }, () => openChat(server.url, { auth })));
    expect(new Set(opened.map(({ hello }) => hello.conversation)).size).toBe(1);
  },

  async 'conversations.vars'() {
    const { visitor } = await openChat(server.url, { auth: { botId: 'growing' } });
    for (let n = 0; n < 8; n += 1) {
      const { seq } = await visitor.say('x'.repeat(9000));
      const { body } = await visitor.answer(seq);
      expect(body.text.length).toBeLessThanOrEqual(16_384);
      // A longer label could not be sent back by pressing its button.
      expect(body.buttons[0][0].label.length).toBeLessThanOrEqual(1000);
    }
  },

  async 'messages.body of the bot'() {
    const lookup = () => 'x'.repeat(16_384);
    expect(fill('{{a}}'.repeat(400), lookup, 'plain')).toHaveLength(16_384);
    expect(fill('{{a}}'.repeat(400), lookup, 'plain', {}, 500)).toHaveLength(500);
    expect(fill('kept {{a}} kept', lookup, 'plain', {}, 3)).toBe('kept xxx kept');
    expect(fill('{{a}}{{answer}}', lookup, 'plain', { answer: 'of the agent' }, 3)).toBe('xxxof the agent');
  },

  async files() {
    const { visitor } = await openChat(server.url);
    const one = upload('a.txt', 1, 'text/plain');
    for (let n = 0; n < 20; n += 1) expect(await one(visitor)).toMatchObject({ ok: true });
    expect(await one(visitor)).toMatchObject({ ok: false, code: 'BUSY', retry: true });
  },
};

for (const [row, check] of Object.entries(others)) {
  test(`a visitor cannot make ${row} grow beyond its limit`, check);
}

test('docs/security.md lists these rows', () => {
  const page = readFileSync(new URL('../../../docs/security.md', import.meta.url), 'utf8');
  const section = page.split('## Limits of stored data')[1]?.split('\n## ')[0] ?? '';
  const listed = [...section.matchAll(/^\| (`[^|]*?) \|/gm)].map(([, name = '']) => name.replaceAll('`', ''));
  expect(listed.sort()).toEqual([...Object.keys(bounded), ...Object.keys(others)].sort());
});
