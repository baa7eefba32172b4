import { get, type IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type ChatServer, demoBot } from '@connective-chat/server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { ChatFace } from './support/chat-face.ts';
import { type HostPage, hostHtml, startHostPage } from './support/host-page.ts';
import { atRest, closeBrowser, visit } from './support/journey.ts';

/** The `init` options of an existing site. */
const REAL_SITE = {
  language_code: 'en',
  bot_id: '2',
  params_from_site: { customer_name: 'Olena', product: 'Halo desk lamp' },
  widgetButton: { type: 'multi', position: { y: 'bottom', x: 'right', offset: 25 } },
  multi_channel: {
    button_title: 'Write to us',
    messengers: { viber: 'viber://pa?chatURI=shop', telegram: 'https://t.me/shop', facebook: '', whatsapp: '' },
  },
  launcher: { type: 'icon', closeIcon: 'close', openIcon: 'chat_bubble' },
  colors: {
    device: { bg: 'linear-gradient(130deg,#734FE1,#D14EE0)', dot: '#B8A6EE', border: '#E4E4E4' },
    header: { bg: 'linear-gradient(130deg,#734FE1,#D14EE0)', dot: '#B8A6EE', text: '#ffffff' },
    sentMessage: { bg: '#4e8cff', text: '#ffffff' },
    receivedMessage: { bg: '#eaeaea', text: '#222222' },
    userInput: { bg: 'linear-gradient(130deg,#594DA0,#7D5BAA)', border: 'transparent', text: '#FFFFFF' },
    keyboardButton: { bg: '#BB0044', border: '#BB0044', text: '#FFFFFF' },
    inlineKeyboardButton: { bg: '#4e8cff', text: '#4e8cff' },
    poweredLink: { color: '#FFFFFF' },
  },
};
const MINI = { ...REAL_SITE, widgetButton: {} };

/** Counts its runs in a global variable. */
const CUSTOM_CODE = `globalThis.customCode = (globalThis.customCode ?? 0) + 1; kw_event('command', { subtitle: 'From Custom Code' });`;

let host: HostPage;
let server: ChatServer;
beforeAll(async () => {
  host = await startHostPage();
  const settings = { ...demoBot.settings, origins: [host.origin], customCode: CUSTOM_CODE };
  server = await createTestServer({
    demo: true,
    bots: [
      { ...demoBot, id: '2', settings },
      { ...demoBot, id: '3', settings: { ...settings, customCodeEnabled: true } },
      {
        ...demoBot,
        id: '4',
        settings: { ...settings, customCode: 'throw new Error("of the customer")', customCodeEnabled: true },
      },
    ],
  });
});
afterAll(async () => {
  await closeBrowser();
  await server?.close();
  host?.close();
});

/** The response body as it was sent: `fetch` would decompress it. */
const rawGet = (url: string, encoding: string): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': encoding } }, async (response) => {
      const parts: Buffer[] = [];
      for await (const part of response) parts.push(part as Buffer);
      resolve({ headers: response.headers, body: Buffer.concat(parts) });
    }).on('error', reject);
  });

const log = { log: () => '' };
const at = () => ({ url: host.origin, ...log });
const kwjs = () => `${server.url}/kwjs.js`;
const widget = (page: Page) => page.locator('connective-chat');
const text = (page: Page, selector: string) =>
  expect.poll(() => widget(page).locator(selector).innerText(), { timeout: 20_000 });

describe('the embed on a site of another origin', () => {
  test('shows a launcher, offers the messengers that have a link, and holds a conversation', async () => {
    host.serve(hostHtml({ script: kwjs(), init: REAL_SITE }));
    const { page } = await visit(at(), '/', 'embed-real-site');
    const face = new ChatFace(page, 'widget');
    await face.launcher.click();
    const channels = widget(page).locator('[part~=channel]');
    await expect
      .poll(() => channels.allInnerTexts(), { timeout: 20_000 })
      .toEqual([
        expect.stringContaining('Viber'),
        expect.stringContaining('Telegram'),
        expect.stringContaining('Chat'),
      ]);
    await expect.poll(() => channels.first().getAttribute('href')).toBe('viber://pa?chatURI=shop');
    await channels.last().click();
    await face.sees('Hi Olena! I can help with orders, delivery and everything about Halo desk lamp.');
    await atRest(page);
    const { x = 0, width = 0 } = (await face.launcher.boundingBox()) ?? {};
    expect(Math.round(1280 - x - width)).toBe(25);
  });

  test('opens no connection and loads only the loader until the chat is needed', async () => {
    const asked: string[] = [];
    host.serve(hostHtml({ script: kwjs(), init: MINI }));
    const { page } = await visit(at(), '/', 'embed-reason', async (tab) => {
      tab.on('request', (request) => asked.push(new URL(request.url()).pathname));
      tab.on('websocket', (socket) => asked.push(new URL(socket.url()).pathname));
      // The browser is never idle, so whatever loads in idle time does not load.
      await tab.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }));
    });
    const face = new ChatFace(page, 'widget');
    await face.launcher.waitFor();
    expect(asked.filter((path) => path !== '/')).toEqual(['/kwjs.js']);
    await face.launcher.hover();
    await expect.poll(() => asked.some((path) => path.includes('widget-')), { timeout: 20_000 }).toBe(true);
    expect(asked.filter((path) => path.includes('socket.io'))).toEqual([]);
    await face.open();
    await expect.poll(() => asked.some((path) => path.includes('socket.io')), { timeout: 20_000 }).toBe(true);
    // The code for an element without a loader.
    expect(asked.filter((path) => path.includes('self-mount'))).toEqual([]);
  });

  test('loads the panel and the connection beside the widget, and not after it', async () => {
    host.serve(hostHtml({ script: kwjs(), init: MINI }));
    const { page } = await visit(at(), '/', 'embed-panel', async (tab) => {
      const requested = [/\/panel-\w+\.js/, /\/socket-\w+\.js/].map((file) => tab.waitForRequest(file));
      await tab.route(/\/widget-\w+\.js/, async (route) => {
        await Promise.all(requested);
        await route.continue();
      });
    });
    await new ChatFace(page, 'widget').open();
  });

  test('loads the connection in idle time, so that an opening waits for the panel alone', async () => {
    const asked: string[] = [];
    host.serve(hostHtml({ script: kwjs(), init: MINI }));
    const { page } = await visit(at(), '/', 'embed-idle', async (tab) => {
      tab.on('request', (request) => asked.push(new URL(request.url()).pathname));
    });
    await new ChatFace(page, 'widget').launcher.waitFor();
    await expect.poll(() => asked.some((path) => path.includes('/socket-')), { timeout: 20_000 }).toBe(true);
    expect(asked.filter((path) => path.includes('panel-') || path.includes('socket.io'))).toEqual([]);
  });

  test('executes every documented call in order, including those queued before the script loads', async () => {
    host.serve(
      hostHtml({
        script: kwjs(),
        init: MINI,
        after: `
          window.told = [];
          for (const name of ['ready', 'open', 'close', 'message', 'unread', 'operator', 'error'])
            kw('on', name, (detail) => told.push([name, detail]));
          kw_event('command', { title: 'Before', subtitle: 'it came' });
          kw_event('openchat', 1);
          kw_event('nonsense', 1); kw_event('nonsense', 1); kw('neither');`,
      }),
    );
    const warnings: string[] = [];
    const { page } = await visit(at(), '/', 'embed-calls', async (tab) => {
      tab.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
    });
    const face = new ChatFace(page, 'widget');
    await face.sees('Hi Olena!');
    await text(page, '.title').toBe('Before');
    await text(page, '.subtitle').toBe('it came');
    const call = (code: string) => page.evaluate(code);

    await call(`kw_event('command', { title: 'Later' })`);
    await text(page, '.title').toBe('Later');
    await text(page, '.subtitle').toBe('it came');

    await call(`kw_event('kwcolor', { header: { bg: 'linear-gradient(130deg, #734FE1, #D14EE0)', text: '#fff' } })`);
    const header = widget(page).locator('[part~=header]');
    await expect
      .poll(() => header.evaluate((element) => getComputedStyle(element).backgroundImage))
      .toContain('rgb(115, 79, 225)');
    expect(await header.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(255, 255, 255)');

    await call(`kw_event('kwsetparamsfromsite', { params_from_site: { product: 'Corona floor lamp' } })`);
    await call(`kw_event('emitevent', { event: 'alias', alias: 'product-inquiry' })`);
    await face.sees('Corona floor lamp');

    await call(`kw_event('openchat', 0)`);
    await expect.poll(() => face.input.isVisible()).toBe(false);
    await call(`kw_event('openchat', 1)`);
    await face.input.waitFor();

    const told = () => page.evaluate<string[]>('told.map(([name]) => name)');
    await expect.poll(told).toEqual(expect.arrayContaining(['ready', 'open', 'close', 'message', 'unread']));
    expect((await told()).filter((name) => name === 'ready')).toHaveLength(1);
    expect(warnings.filter((line) => line.includes('nonsense'))).toHaveLength(1);
    expect(warnings.filter((line) => line.includes('neither'))).toHaveLength(1);
  });

  test('notifies the page with DOM events that do not look like the page’s own events', async () => {
    host.serve(hostHtml({ script: kwjs(), init: MINI }));
    const { page } = await visit(at(), '/', 'embed-events');
    const face = new ChatFace(page, 'widget');
    await face.launcher.waitFor();
    await page.evaluate(() => {
      const told: string[] = [];
      Object.assign(window, { told });
      const element = document.querySelector('connective-chat');
      for (const name of ['ready', 'open', 'message', 'close']) {
        element?.addEventListener(name, () => told.push(name));
        document.addEventListener(name, () => told.push(`page ${name}`));
      }
    });
    await face.open();
    await face.sees('Hi Olena!');
    await page.keyboard.press('Escape');
    await expect
      .poll(() => page.evaluate('told'))
      .toEqual(expect.arrayContaining(['open', 'ready', 'message', 'close']));
    expect(JSON.stringify(await page.evaluate('told'))).not.toContain('page');
  });

  test('stays a single widget across route changes: repeated init, replaced body, destroy and init', async () => {
    host.serve(hostHtml({ script: kwjs(), init: MINI }));
    const { page } = await visit(at(), '/', 'embed-spa');
    const face = new ChatFace(page, 'widget');
    await face.open();
    await face.sees('Hi Olena!');
    const again = (init: object) =>
      page.evaluate((value) => (window as unknown as { kw(...call: unknown[]): void }).kw('init', value), init);
    await again(MINI);
    await expect.poll(() => widget(page).count()).toBe(1);
    await face.sees('Hi Olena!');

    await page.evaluate(() => document.body.replaceChildren(document.createElement('main')));
    await again(MINI);
    await face.open();
    await face.sees('Hi Olena!');
    await expect.poll(() => widget(page).count()).toBe(1);

    await page.evaluate(`kw('destroy')`);
    await expect.poll(() => widget(page).count()).toBe(0);
    await again({ ...MINI, language_code: 'uk' });
    await face.open();
    await face.sees('Hi Olena!');
    await expect.poll(() => face.input.getAttribute('placeholder')).toBe('Напишіть повідомлення…');
  });

  test('uses Legacy when loaded under the Legacy file name', async () => {
    const frames: string[] = [];
    host.serve(hostHtml({ script: `${server.url}/kwjs-legacy.js`, init: MINI }));
    const { page } = await visit(at(), '/', 'embed-legacy', async (tab) => {
      tab.on('websocket', (socket) => socket.on('framesent', ({ payload }) => frames.push(String(payload))));
    });
    const face = new ChatFace(page, 'widget');
    await face.open();
    await face.sees('Hi Olena!');
    await face.say('How long does delivery take?');
    await face.sees('2–4 working days');
    expect(frames.join('\n')).toContain('"/start"');
  });
});

describe('the versioned loader', () => {
  const pinned = async () => {
    const { loaders } = (await (await fetch(`${server.url}/integrity.json`)).json()) as {
      loaders: Record<string, { file: string; integrity: string }>;
    };
    return loaders['kwjs.js'] as { file: string; integrity: string };
  };

  test('is immutable, and runs with its integrity hash', async () => {
    const { file, integrity } = await pinned();
    const answer = await fetch(`${server.url}/${file}`);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect((await fetch(kwjs())).headers.get('cache-control')).toBe('no-cache');
    host.serve(
      hostHtml({ script: `${server.url}/${file}`, init: MINI, attributes: { integrity, crossorigin: 'anonymous' } }),
    );
    const { page } = await visit(at(), '/', 'embed-sri');
    const face = new ChatFace(page, 'widget');
    await face.open();
    await face.sees('Hi Olena!');
  });

  test('does not run when its content was modified', async () => {
    const { file, integrity } = await pinned();
    host.serve(
      hostHtml({ script: `${server.url}/${file}`, init: MINI, attributes: { integrity, crossorigin: 'anonymous' } }),
    );
    const { page, expectProblems } = await visit(at(), '/', 'embed-sri-changed', async (tab) => {
      await tab.route(`**/${file}`, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: `${await response.text()}/* changed */` });
      });
    });
    expectProblems(/integrity/);
    await page.waitForLoadState('networkidle');
    await expect.poll(() => widget(page).count()).toBe(0);
  });
});

describe('Custom Code', () => {
  const runs = (page: Page) => page.evaluate('globalThis.customCode ?? 0');

  test('runs once, after ready, when enabled', async () => {
    host.serve(hostHtml({ script: kwjs(), init: { ...MINI, bot_id: '3' } }));
    const { page } = await visit(at(), '/', 'custom-code');
    const face = new ChatFace(page, 'widget');
    await face.launcher.waitFor();
    expect(await runs(page)).toBe(0);
    await face.open();
    await face.sees('Hi Olena!');
    await text(page, '.subtitle').toBe('From Custom Code');
    expect(await runs(page)).toBe(1);
  });

  test('does not run when disabled', async () => {
    host.serve(hostHtml({ script: kwjs(), init: MINI }));
    const { page } = await visit(at(), '/', 'custom-code-off');
    const face = new ChatFace(page, 'widget');
    await face.open();
    await face.sees('Hi Olena!');
    await atRest(page);
    expect(await runs(page)).toBe(0);
  });

  test('logs a warning when it throws, and the chat continues', async () => {
    const warnings: string[] = [];
    host.serve(hostHtml({ script: kwjs(), init: { ...MINI, bot_id: '4' } }));
    const { page } = await visit(at(), '/', 'custom-code-fails', async (tab) => {
      tab.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
    });
    const face = new ChatFace(page, 'widget');
    await face.open();
    await face.sees('Hi Olena!');
    await expect.poll(() => warnings.join('\n')).toContain('of the customer');
    await face.say('How can I pay?');
    await face.sees('Visa');
  });
});

test('a strict policy with Trusted Types reports nothing: a whole conversation, markup, thinking, menu, Custom Code', async () => {
  const nonce = 'bm9uY2U';
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}'`,
    `connect-src ${server.url} ${server.url.replace('http', 'ws')}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  // A string as `script.src` would throw on such a page, so the page writes the tag itself.
  const html = hostHtml({ script: '', init: { ...MINI, bot_id: '3' }, nonce })
    .replace(/js\.src = u;/, 'return;')
    .replace('</body>', `<script async nonce="${nonce}" src="${kwjs()}"></script></body>`);
  host.serve(html, { 'content-security-policy': policy });
  const { page } = await visit(at(), '/', 'embed-strict', async (tab) => {
    await tab.addInitScript(() => {
      const reports: string[] = [];
      Object.assign(window, { reports });
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
        reports.push(`${violatedDirective} ${blockedURI} ${sample}`),
      );
    });
  });
  const face = new ChatFace(page, 'widget');
  await face.open();
  await face.sees('Hi Olena!');
  await face.say('How long does delivery take?');
  await face.sees('2–4 working days');
  await face.isFree();
  await face.press('Delivery and returns');
  await face.sees('Returns are free for 30 days');
  await widget(page).locator('[aria-haspopup=menu]').click();
  await widget(page).locator('.menu').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate('globalThis.customCode ?? 0')).toBe(1);
  expect(await page.evaluate('reports')).toEqual([]);
});

test('site styles that reset and hide everything have no effect', async () => {
  const box = async (page: Page, selector: string) => {
    const { width = 0, height = 0 } = (await widget(page).locator(selector).boundingBox()) ?? {};
    return [Math.round(width), Math.round(height)];
  };
  const style = (page: Page) =>
    widget(page)
      .locator('.bubble')
      .first()
      .evaluate((element) => {
        const { fontSize, fontFamily, lineHeight, color, letterSpacing, textTransform } = getComputedStyle(element);
        return { fontSize, fontFamily, lineHeight, color, letterSpacing, textTransform };
      });
  const measured = [];
  const hostile = `<style>
    * { all: unset !important }
    button, form, textarea, svg, dialog, [class] { display: none !important }
    html, body, connective-chat { font: 40px/3 fantasy !important; letter-spacing: 9px !important; text-transform: uppercase !important;
      color: red !important; direction: rtl !important; visibility: visible; opacity: .9; transform: none; zoom: 1 }
    connective-chat { display: none !important; position: static !important; width: 1px !important }
    ::part(launcher) { outline: 0 }
  </style>`;
  for (const [name, head] of [
    ['calm', ''],
    ['hostile', hostile],
  ] as const) {
    host.serve(hostHtml({ script: kwjs(), init: MINI, head }));
    const { page } = await visit(at(), '/', `embed-${name}`);
    const face = new ChatFace(page, 'widget');
    await face.open();
    await face.sees('Hi Olena!');
    await face.say('How can I pay?');
    await face.sees('Visa');
    // The launcher grows slightly while the pointer is over it.
    await page.mouse.move(10, 10);
    await atRest(page);
    measured.push({
      launcher: await box(page, '.launcher'),
      panel: await box(page, '.panel'),
      composer: await box(page, '.composer'),
      style: await style(page),
    });
  }
  expect(measured[1]).toEqual(measured[0]);
  expect(measured[0]?.launcher).toEqual([56, 56]);
});

describe('a chunk that fails to load', () => {
  /** Lets the first `times` requests for matching files fail, and records every request for them. */
  const failing = async (tab: Page, files: RegExp, times: number): Promise<string[]> => {
    const asked: string[] = [];
    const failures = new Map<string, number>();
    await tab.route(files, async (route) => {
      const { pathname, search } = new URL(route.request().url());
      asked.push(pathname + search);
      const file = pathname.slice(pathname.lastIndexOf('/'));
      const failed = failures.get(file) ?? 0;
      failures.set(file, failed + 1);
      if (failed < times) await route.abort();
      else await route.continue();
    });
    return asked;
  };
  const LOST = /ERR_FAILED|Failed to load|did not load/;

  test.each([1, 2])('is retried under another address each time (%i failures)', async (times) => {
    host.serve(hostHtml({ script: kwjs(), init: MINI }));
    let asked: string[] = [];
    const { page, expectProblems } = await visit(at(), '/', `chunk-${times}`, async (tab) => {
      asked = await failing(tab, /\/(panel|socket|rich-bodies)-/, times);
    });
    expectProblems(LOST);
    const face = new ChatFace(page, 'widget');
    await face.open();
    await face.sees('Hi Olena!');
    await face.press('See our lamps');
    await face.sees('A quiet circle of light');
    for (const part of ['panel', 'socket', 'rich-bodies']) {
      const addresses = asked.filter((path) => path.includes(`/${part}-`));
      expect(addresses).toHaveLength(times + 1);
      expect(new Set(addresses).size).toBe(times + 1);
    }
  });

  test.each([1, 2])(
    'is retried if it is the entry chunk, and the chunks it imports follow it (%i failures)',
    async (times) => {
      host.serve(hostHtml({ script: kwjs(), init: MINI }));
      let asked: string[] = [];
      const { page, expectProblems } = await visit(at(), '/', `chunk-first-${times}`, async (tab) => {
        asked = await failing(tab, /\/widget-\w+\.js/, times);
      });
      expectProblems(LOST);
      const face = new ChatFace(page, 'widget');
      await face.launcher.click();
      await face.input.waitFor();
      await face.sees('Hi Olena!');
      await face.press('See our lamps');
      await face.sees('A quiet circle of light');
      // The other chunks import it under the URL that succeeded, so it is fetched once.
      expect(new Set(asked).size).toBe(times + 1);
      expect(asked).toHaveLength(times + 1);
    },
  );

  test('keeps the launcher after the last attempt, and the next click retries', async () => {
    host.serve(hostHtml({ script: kwjs(), init: MINI }));
    let broken = true;
    const { page, expectProblems } = await visit(at(), '/', 'chunk-widget', async (tab) => {
      await tab.route(/(widget|panel|en)-\w+\.js/, (route) => (broken ? route.abort() : route.continue()));
    });
    expectProblems(LOST);
    const face = new ChatFace(page, 'widget');
    await face.launcher.click();
    await expect.poll(() => face.launcher.getAttribute('aria-busy'), { timeout: 20_000 }).toBe('true');
    await expect.poll(() => face.launcher.getAttribute('aria-busy'), { timeout: 20_000 }).toBeNull();
    broken = false;
    await face.open();
    await face.sees('Hi Olena!');
  });

  test('shows a message after the last attempt, with a retry button', async () => {
    host.serve(hostHtml({ script: kwjs(), init: MINI }));
    let broken = true;
    const { page, expectProblems } = await visit(at(), '/', 'chunk-cards', async (tab) => {
      await tab.route(/\/rich-bodies-/, (route) => (broken ? route.abort() : route.continue()));
    });
    expectProblems(LOST);
    const face = new ChatFace(page, 'widget');
    await face.open();
    await face.sees('Hi Olena!');
    await face.press('See our lamps');
    await widget(page).locator('.not-loaded').first().waitFor();
    broken = false;
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await face.sees('A quiet circle of light');
  });

  test('is compressed as the browser accepts it, with the same content in every encoding', async () => {
    const { chunks } = (await (await fetch(`${server.url}/integrity.json`)).json()) as {
      chunks: Record<string, string>;
    };
    const file = Object.keys(chunks).find((name) => name.includes('widget-')) as string;
    const ask = async (path: string, encoding: string) => {
      const response = await rawGet(`${server.url}/${path}`, encoding);
      expect(response.headers.vary).toMatch(/accept-encoding/i);
      expect(response.headers['content-type']).toMatch(/^(text|application)\/javascript/);
      return response;
    };
    for (const path of ['kwjs.js', 'kwjs-legacy.js', file]) {
      const plain = await ask(path, 'identity');
      const brotli = await ask(path, 'gzip, br');
      const gzip = await ask(path, 'gzip');
      expect([plain, brotli, gzip].map(({ headers }) => headers['content-encoding'])).toEqual([
        undefined,
        'br',
        'gzip',
      ]);
      expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
      expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
      expect(brotli.body.length).toBeLessThan(gzip.body.length);
      expect(gzip.body.length).toBeLessThan(plain.body.length / 2);
    }
  });
});
