import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsSchema } from '@connective-chat/contracts/admin';
import { embedCode, initOptions } from '@connective-chat/contracts/embed';
import { expect, onTestFinished, test } from 'vitest';
import { findLoaders } from '../src/embed/find-loaders.ts';

const server = 'https://chat.example.com';

function builtWidget(): string {
  const folder = mkdtempSync(join(tmpdir(), 'widget-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = { 'kwjs.js': 'v2', 'kwjs-0.1.0-1a2b3c4d.js': 'v2', 'kwjs-legacy-0.1.0-beta.1-00ff00ff.js': 'legacy' };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const settings = (more: object = {}) => settingsSchema.parse({ title: 'Shop', ...more });
const codeOf = (more: object = {}, folder = builtWidget()) =>
  embedCode({ server, loaders: findLoaders(folder).at(server), botId: '7', settings: settings(more) });

test('S24: the pinned loader has the name of its version and the hash of the served file', () => {
  const hash = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`;
  const { script, scriptPinned } = codeOf();
  expect(script).toContain(`<script async src="${server}/kwjs.js"></script>`);
  expect(scriptPinned).toContain(
    `<script async src="${server}/kwjs-0.1.0-1a2b3c4d.js" integrity="${hash('v2')}" crossorigin="anonymous"></script>`,
  );
  const legacy = codeOf({ version: 'legacy' });
  expect(legacy.script).toContain('/kwjs-legacy.js"');
  expect(legacy.scriptPinned).toContain(`/kwjs-legacy-0.1.0-beta.1-00ff00ff.js" integrity="${hash('legacy')}"`);
});

test('without a built widget there is no pinned loader, and the evergreen one is used', () => {
  for (const folder of [null, '/nowhere']) {
    expect(findLoaders(folder).at(server).v2).toEqual({ url: `${server}/kwjs.js`, pinned: null });
  }
});

test('the code contains only the chosen options and runs: the stub queues calls made before the loader', () => {
  const appearance = {
    format: 'multi',
    multi_channel: { button_title: 'Ask us', messengers: { telegram: 'https://t.me/shop', viber: '' } },
    widgetButton: { position: { x: 'left', offset: 8 } },
  };
  const source = { server, loaders: findLoaders(null).at(server), botId: '7' };
  const init = initOptions({ ...source, settings: settings({ appearance, languages: ['uk'] }) });
  expect(init).toEqual({
    bot_id: '7',
    language_code: 'uk',
    params_from_site: {},
    widgetButton: { position: { x: 'left', offset: 8 }, type: 'multi' },
    multi_channel: { button_title: 'Ask us', messengers: { telegram: 'https://t.me/shop' } },
  });
  expect(initOptions({ ...source, settings: settings() })).toEqual({
    bot_id: '7',
    language_code: 'en',
    params_from_site: {},
  });
  const [, body = ''] = /<script>(.*?)<\/script>/s.exec(codeOf({ appearance }).script) ?? [];
  const page = new Function('window', `with (window) { ${body} kw_event('openchat', 1); return window; }`);
  const called = page({}) as Record<'kw' | 'kw_event', { q: ArrayLike<unknown>[] }>;
  expect(Array.from(called.kw.q, (call) => call[0])).toEqual(['init']);
  expect(Array.from(called.kw_event.q, (call) => [call[0], call[1]])).toEqual([['openchat', 1]]);
});

test('every variant with a frame has an element to fill', () => {
  const { script, react, vue } = codeOf({ appearance: { format: 'frame' } });
  expect(script).toMatch(/^<div id="connective-chat-frame"/);
  expect(script).toContain('"target": "#connective-chat-frame"');
  expect(react).toContain('ref={place}');
  expect(vue).toContain('ref="place"');
});
