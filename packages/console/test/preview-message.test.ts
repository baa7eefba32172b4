import { expect, test } from 'vitest';
import { type PreviewMessage, readPreviewMessage } from '../src/preview/preview-message.ts';

const parent = {} as Window;
const from = { origin: 'https://chat.example.com', source: parent };
const message: PreviewMessage = {
  type: 'preview',
  init: { bot_id: '1' },
  version: 'v2',
  dir: 'ltr',
  theme: 'auto',
  page: 'site',
  opens: true,
};
const read = (more: { origin?: string; source?: Window | null; data?: unknown } = {}) =>
  readPreviewMessage({ origin: from.origin, source: parent, data: message, ...more }, from);

test('S19: a preview accepts messages from its embedding page', () => {
  expect(read()).toBe(message);
  expect(read({ data: { ...message, fresh: true } })).toMatchObject({ fresh: true });
});

test('S19: a preview ignores other windows, other sites and unknown messages', () => {
  expect(read({ source: {} as Window })).toBeNull();
  expect(read({ source: null })).toBeNull();
  for (const origin of ['https://evil.example', 'https://chat.example.com.evil.example', 'null', '']) {
    expect(read({ origin }), origin).toBeNull();
  }
  const wrong = [
    null,
    'preview',
    [],
    {},
    { ...message, type: 'other' },
    { ...message, init: null },
    { ...message, version: 'https://evil.example/kwjs.js' },
    { ...message, dir: 'up' },
    { ...message, opens: 'yes' },
    { ...message, fresh: 1 },
  ];
  for (const data of wrong) expect(read({ data }), JSON.stringify(data)).toBeNull();
});
