import { type ChatServer, demoBot } from '@connective-chat/server';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { ChatFace } from './support/chat-face.ts';
import { type Embed, type HostPage, hostHtml, startHostPage } from './support/host-page.ts';
import { accessibilityProblems, atRest, closeBrowser, visit } from './support/journey.ts';

/* What customer pages do to a widget, and what the widget must not do to them. */

const PATIENCE = { timeout: 20_000, interval: 50 };
const GREETING = 'I can help with orders';

let host: HostPage;
let server: ChatServer;
beforeAll(async () => {
  host = await startHostPage();
  server = await createTestServer({
    demo: true,
    bots: [{ ...demoBot, id: '2', settings: { ...demoBot.settings, origins: [host.origin] } }],
  });
});
afterAll(async () => {
  await closeBrowser();
  await server?.close();
  host?.close();
});

const at = () => ({ url: host.origin, log: () => '' });
const serve = (embed: Partial<Embed> = {}, init: object = {}) =>
  host.serve(
    hostHtml({ script: `${server.url}/kwjs.js`, ...embed, init: { bot_id: '2', language_code: 'en', ...init } }),
  );
const part = (page: Page, name: string): Locator => page.locator(`connective-chat [part~=${name}]`).first();

describe('scripts of the page that extend built-in prototypes do not break the chat', () => {
  test.each([
    ['an enumerable property of every object', 'Object.prototype.foo = function () {};'],
    ['an enumerable property of every array', 'Array.prototype.last = function () { return this[this.length - 1] };'],
    [
      'arrays with a toJSON, as of old Prototype.js',
      `Array.prototype.toJSON = function () {
        return '[' + Array.prototype.map.call(this, (item) => JSON.stringify(item)).join(', ') + ']';
      };`,
    ],
  ])('%s', async (name, script) => {
    serve({ head: `<script>${script}</script>` });
    const { page } = await visit(at(), '/', `habit ${name}`);
    const face = new ChatFace(page, 'widget');
    await face.open();
    await face.sees(GREETING);
    await face.say('How can I pay?');
    await face.sees('Visa');
  });

  test('if the tag name is taken, the chat uses another one and warns once in the console', async () => {
    const define = `customElements.define('connective-chat', class extends HTMLElement {
      constructor() { super(); this.attachShadow({ mode: 'open' }); }
    })`;
    serve({ head: `<script>${define}</script>` });
    const { page, problems, expectProblems } = await visit(at(), '/', 'tag-taken');
    expectProblems(/Another script has defined <connective-chat>/);
    const face = new ChatFace(page, 'widget');
    await face.open();
    await face.sees(GREETING);
    await expect.poll(() => problems).toHaveLength(1);
  });
});

test('a failed panel load is shown beside the launcher and in the console, and can be retried', async () => {
  serve();
  let broken = true;
  const { page, problems, expectProblems } = await visit(at(), '/', 'panel-blocked', async (tab) => {
    await tab.route(/\/panel-\w+\.js/, (route) => (broken ? route.abort() : route.continue()));
  });
  expectProblems(/ERR_FAILED|Failed to load|did not load/);
  const face = new ChatFace(page, 'widget');
  await face.launcher.click();
  await page.getByText('The chat did not load.').waitFor();
  await expect.poll(() => problems.join('\n')).toContain('[connective-chat] The chat did not load');
  await expect.poll(() => face.launcher.getAttribute('aria-expanded')).toBe('false');
  broken = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await face.sees(GREETING);
  await page.getByText('The chat did not load.').waitFor({ state: 'detached' });
});

test('fifty created, opened and destroyed widgets leave nothing behind', async () => {
  serve({}, {});
  const { page, context } = await visit(at(), '/', 'leaks');
  const devtools = await context.newCDPSession(page);
  const init = { bot_id: '2', language_code: 'en' };
  const cycle = (times: number) =>
    page.evaluate(
      async ([options, count]) => {
        const call = (window as unknown as { kw: (...args: unknown[]) => void }).kw;
        const root = () => document.querySelector('connective-chat')?.shadowRoot;
        for (let index = 0; index < count; index += 1) {
          call('init', options);
          call('event', 'openchat', 1);
          while (!root()?.querySelector('[part~=composer]')) await new Promise((done) => setTimeout(done));
          call('destroy');
        }
      },
      [init, times] as const,
    );
  const counts = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
    return { nodes, jsEventListeners };
  };
  // Resources that all widgets share are loaded from here on.
  await cycle(3);
  const settled = async () => {
    // A destroyed widget keeps its connection for a short time, in case it is only being moved in the document.
    let last = await counts();
    await expect
      .poll(
        async () => {
          const before = last;
          last = await counts();
          return last.nodes === before.nodes && last.jsEventListeners === before.jsEventListeners;
        },
        { timeout: 20_000, interval: 1_500 },
      )
      .toBe(true);
    return last;
  };
  const before = await settled();
  await cycle(50);
  await expect
    .poll(
      async () => {
        const after = await counts();
        return Math.max(after.nodes - before.nodes, after.jsEventListeners - before.jsEventListeners);
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBeLessThanOrEqual(10);
});

describe('theme auto', () => {
  test.each([
    ['a light page on a dark system', '<style>:root { color-scheme: light }</style>', 'dark', 'rgb(255, 255, 255)'],
    ['a dark page on a light system', '<style>:root { color-scheme: dark }</style>', 'light', 'rgb(22, 24, 29)'],
    ['a page with both on a dark system', '<meta name="color-scheme" content="light dark">', 'dark', 'rgb(22, 24, 29)'],
    ['a page that says nothing on a dark system', '', 'dark', 'rgb(22, 24, 29)'],
  ] as const)('%s', async (name, head, system, expected) => {
    serve({ head });
    const { page } = await visit(at(), '/', `theme ${name}`, (tab) => tab.emulateMedia({ colorScheme: system }));
    await new ChatFace(page, 'widget').open();
    const background = () => part(page, 'panel').evaluate((panel) => getComputedStyle(panel).backgroundColor);
    await expect.poll(background, PATIENCE).toBe(expected);
  });
});

describe('colours', () => {
  /** The colours computed from the accent and the surface, as rendered. */
  const colorsOf = (page: Page) =>
    page.evaluate(() => {
      const root = document.querySelector('connective-chat')?.shadowRoot as ShadowRoot;
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      const shown = (selector: string, property: 'color' | 'backgroundColor' | 'borderTopColor') => {
        const element = root.querySelector(selector);
        if (!canvas || !element) throw new Error(`no ${selector}`);
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = getComputedStyle(element)[property];
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data].join();
      };
      return {
        launcher: shown('.launcher', 'backgroundColor'),
        panel: shown('.panel', 'backgroundColor'),
        title: shown('.title', 'color'),
        received: shown('[part~=bubble]', 'backgroundColor'),
        choice: shown('[part~=choice]', 'color'),
        choiceBorder: shown('[part~=choice]', 'borderTopColor'),
      };
    });

  const look = async (name: string, head: string, init: object) => {
    serve({ head }, { theme: 'light', ...init });
    const { page } = await visit(at(), '/', `colors ${name}`);
    const face = new ChatFace(page, 'widget');
    await face.open();
    await face.sees(GREETING);
    await part(page, 'choice').waitFor();
    await atRest(page);
    return page;
  };

  test('an accent from a style sheet gives the same colours as one from the options', async () => {
    const sheet = await look('sheet', '<style>connective-chat { --cc-accent: #0a7d55 }</style>', {});
    const options = await look('options', '', { colors: { accent: '#0a7d55' } });
    const fromSheet = await colorsOf(sheet);
    // The code for the colours of options is loaded after the panel.
    await expect.poll(() => colorsOf(options), PATIENCE).toEqual(fromSheet);
    expect(fromSheet.launcher).toBe('10,125,85,255');
    const [red = 0, green = 0, blue = 0] = fromSheet.choice.split(',').map(Number);
    expect(green, `green, as the accent: ${fromSheet.choice}`).toBeGreaterThan(Math.max(red, blue));
  });

  test.each([
    ['cream', '#fff4dc'],
    ['night', '#101820'],
    ['pale green', '#e4f3e6'],
  ])('a %s surface gets readable texts, choices and bubbles', async (name, surface) => {
    const accent = '#ffd400';
    const page = await look(
      name,
      `<style>connective-chat { --cc-surface: ${surface}; --cc-accent: ${accent} }</style>`,
      {},
    );
    const plain = await colorsOf(page);
    expect(plain.received).not.toBe('241,242,245,255');
    expect(await accessibilityProblems(page, 'connective-chat')).toEqual([]);
  });
});

describe('a frame', () => {
  const frame = async (name: string, css: string) => {
    const head = `<style>html, body, main { margin: 0 } ${css}</style>`;
    const after = `document.querySelector('main').insertAdjacentHTML('beforeend', '<div id="room"></div>');
      kw('init', ${JSON.stringify({ bot_id: '2', language_code: 'en', format: 'frame', target: '#room' })});`;
    host.serve(
      hostHtml({ script: `${server.url}/kwjs.js`, init: { bot_id: '2', launcher: { type: 'none' } }, head, after }),
    );
    const { page } = await visit(at(), '/', `frame ${name}`);
    const face = new ChatFace(page, 'widget');
    await face.sees(GREETING);
    await atRest(page);
    const { width = 0, height = 0 } = (await part(page, 'panel').boundingBox()) ?? {};
    const composer = await part(page, 'composer').boundingBox();
    const panel = await part(page, 'panel').boundingBox();
    const bottom = (box: typeof panel) => Math.round((box?.y ?? 0) + (box?.height ?? 0));
    expect(bottom(composer), 'the composer is at its end').toBe(bottom(panel));
    return [Math.round(width), Math.round(height)];
  };

  test('fills its parent', async () => {
    expect(await frame('parent', '#room { width: 600px; height: 500px }')).toEqual([600, 500]);
  });

  test('uses the width and height that the page sets on the element', async () => {
    const css = 'connective-chat { width: 420px; height: 360px }';
    expect(await frame('element', css)).toEqual([420, 360]);
  });

  test('has a default height in a parent without one', async () => {
    expect(await frame('no height', '#room { width: 500px }')).toEqual([500, 704]);
  });
});
