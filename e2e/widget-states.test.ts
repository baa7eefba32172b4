import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { XSS_PAYLOADS } from '../packages/vanilla-ui/test/support/xss-payloads.ts';
import type { WidgetGallery } from '../playground/src/gallery/widget-gallery.ts';
import { type GalleryPage, startGallery } from './support/gallery-page.ts';
import { accessibilityProblems, atRest, closeBrowser, visit } from './support/journey.ts';

let gallery: GalleryPage;
beforeAll(async () => {
  gallery = await startGallery();
});
afterAll(async () => {
  await closeBrowser();
  gallery?.close();
});

const open = async (name: string) => {
  const { page, expectProblems } = await visit({ url: gallery.url, log: () => '' }, '', name);
  // Images that the gallery breaks on purpose.
  expectProblems(/blob:gone|ERR_FILE_NOT_FOUND|Not allowed to load/);
  return page;
};
const show = (page: Page, name: string, look: object = {}) =>
  page.evaluate(([state, how]) => window.gallery.show(state, how), [name, look] as const);

declare global {
  interface Window {
    gallery: WidgetGallery;
    /** How often a payload was executed. */
    ran: number;
  }
}

/** Layout problems of the current state: elements cut off or pushed out sideways, and targets that are too small. */
const layoutProblems = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.querySelector('connective-chat')?.shadowRoot as ShadowRoot;
    const panel = root.querySelector('.panel')?.getBoundingClientRect();
    const name = (element: Element) => `${element.localName}.${element.getAttribute('class')}`;
    const problems: string[] = [];
    for (const element of root.querySelectorAll<HTMLElement>('.panel *, .launcher, .channel')) {
      const { left, right, width, height } = element.getBoundingClientRect();
      if (width === 0 || height === 0 || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        continue;
      // Cards overflow in order to be scrolled; text for screen readers only has no position.
      if (element.closest('.cards, .hidden, .markdown, svg, .meta')) continue;
      if (panel && element.closest('.panel') && (left < panel.left - 1 || right > panel.right + 1))
        problems.push(`sideways: ${name(element)}`);
      const target = element.matches('button, input:not([hidden]), a:not(.text a, .link)');
      if (target && (width < 24 || height < 24)) problems.push(`small (${width}×${height}): ${name(element)}`);
    }
    return problems;
  });

describe('every state', () => {
  test.each([
    ['light', { theme: 'light' }],
    ['dark', { theme: 'dark' }],
    ['right to left', { theme: 'light', locale: 'ar' }],
    ['dark frame', { theme: 'dark', format: 'frame' }],
  ] as const)(
    '%s: axe finds nothing, nothing is cut off, nothing is too small',
    { timeout: 240_000 },
    async (name, look) => {
      const page = await open(`states ${name}`);
      // Animations are off here; they have a test of their own.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      const found: Record<string, string[]> = {};
      const states = await page.evaluate(
        (format) => window.gallery.namesOf(format),
        'format' in look ? look.format : undefined,
      );
      expect(states.length).toBeGreaterThanOrEqual(12);
      for (const state of states) {
        await show(page, state, look);
        const problems = [...(await accessibilityProblems(page, 'connective-chat')), ...(await layoutProblems(page))];
        if (problems.length > 0) found[state] = problems;
      }
      expect(found).toEqual({});
    },
  );

  test('A16: nothing overflows at 320 px', async () => {
    const page = await open('states small');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 320, height: 568 });
    const found: Record<string, string[]> = {};
    for (const state of await page.evaluate(() => window.gallery.namesOf(undefined))) {
      await show(page, state, { locale: 'uk' });
      await atRest(page);
      const problems = await layoutProblems(page);
      if (problems.length > 0) found[state] = problems;
    }
    expect(found).toEqual({});
  });
});

test('A16: reduced motion stops all animation, and forced colours keep the border of every bubble', async () => {
  const page = await open('states media');
  await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
  await show(page, 'thinking');
  const { moving, border } = await page.evaluate(() => {
    const root = document.querySelector('connective-chat')?.shadowRoot as ShadowRoot;
    const long = root.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().endTime) > 50);
    return {
      moving: long.length,
      border: getComputedStyle(root.querySelector('.bubble') as Element).borderTopStyle,
    };
  });
  expect(moving).toBe(0);
  expect(border).toBe('solid');
});

test('A8: on a phone the panel is modal and fills the area above the keyboard; the page behind does not scroll', async () => {
  const page = await open('states phone');
  await page.setViewportSize({ width: 390, height: 844 });
  await show(page, 'talk');
  await atRest(page);
  const panel = page.locator('connective-chat .panel');
  const box = async () => {
    const { y = -1, height = -1, width = -1 } = (await panel.boundingBox()) ?? {};
    return { y, height, width };
  };
  expect(await panel.evaluate((element) => element.matches(':modal'))).toBe(true);
  expect(await box()).toEqual({ y: 0, height: 844, width: 390 });
  expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe('hidden');
  // An on-screen keyboard covers the layout, and the visual viewport shrinks.
  await page.evaluate(() => {
    const view = window.visualViewport as VisualViewport;
    Object.defineProperties(view, { height: { value: 500 }, offsetTop: { value: 40 } });
    view.dispatchEvent(new Event('resize'));
  });
  expect(await box()).toEqual({ y: 40, height: 500, width: 390 });
  expect(await page.locator('connective-chat .input').evaluate((element) => getComputedStyle(element).fontSize)).toBe(
    '16px',
  );
  await page.keyboard.press('Escape');
  await expect.poll(() => panel.isVisible()).toBe(false);
  expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe('');
});

test('on a phone "back" closes the open chat and stays on the page, and bubbles use the screen width', async () => {
  const page = await open('states phone back');
  await page.setViewportSize({ width: 390, height: 844 });
  const address = page.url();
  await show(page, 'talk');
  await atRest(page);
  const panel = page.locator('connective-chat .panel');
  await page.evaluate(() => {
    const { client } = window.gallery.stage();
    for (const author of ['bot', 'visitor'] as const) client.add(author, 'A text of many words. '.repeat(12));
  });
  const widths = await page
    .locator('connective-chat .rows .bubble')
    .evaluateAll((bubbles) => bubbles.slice(-2).map((bubble) => bubble.getBoundingClientRect().width / innerWidth));
  for (const width of widths) expect(width).toBeGreaterThan(0.8);
  await page.goBack();
  await expect.poll(() => panel.isVisible()).toBe(false);
  expect(page.url()).toBe(address);
});

test('by keyboard only: open, read, choose, write, use the menu, and close', async () => {
  const page = await open('states keyboard');
  await show(page, 'launcher');
  await page.evaluate(() => {
    const { client, words } = window.gallery.stage();
    const reply = (id: string, label: string) => ({ id, label, action: { type: 'reply' as const } });
    client.add('bot', words.greeting);
    client.add('bot', {
      type: 'text',
      text: words.which,
      format: 'plain',
      buttons: [[reply('a', 'One'), reply('b', 'Two')]],
    });
  });
  const focused = () =>
    page.evaluate(() => {
      const active = document.activeElement;
      const inside = active?.shadowRoot?.activeElement ?? active;
      return inside?.getAttribute('aria-label') ?? inside?.textContent?.trim() ?? '';
    });
  const press = async (keys: string) => {
    for (const key of keys.split(' ')) await page.keyboard.press(key);
  };
  await press('Tab Tab');
  await expect.poll(() => focused()).toBe('Open chat');
  await press('Enter');
  await expect.poll(focused).toBe('Write a message…');
  await page.locator('connective-chat .choice').first().waitFor();
  await press('Shift+Tab');
  await expect.poll(() => focused()).toBe('Two');
  await press('Shift+Tab Shift+Tab');
  await expect.poll(() => focused()).toBe('Messages');
  await press('Tab Enter');
  await expect.poll(focused).toBe('Write a message…');
  expect(await page.evaluate(() => window.gallery.stage().client.called('press').length)).toBe(1);
  await page.keyboard.type('Hello');
  await press('Shift+Enter');
  await page.keyboard.type('there');
  await press('Enter');
  expect(await page.evaluate(() => window.gallery.stage().client.called('send'))).toEqual([['send', 'Hello\nthere']]);
  await page.locator('connective-chat [aria-haspopup=menu]').focus();
  await press('Enter');
  await expect.poll(focused).toBe('Talk to an operator');
  await press('ArrowDown');
  await expect.poll(() => focused()).toBe('Turn sound on');
  await press('Escape');
  await expect.poll(() => focused()).toBe('More');
  await press('Escape');
  await expect.poll(() => focused()).toBe('Open chat');
});

test('no XSS payload runs in any text of any component', { timeout: 240_000 }, async () => {
  expect(XSS_PAYLOADS.length).toBeGreaterThan(200);
  const page = await open('states xss');
  await page.evaluate(() => {
    window.ran = 0;
    window.alert = () => {
      window.ran++;
    };
  });
  const PER_PAGE = 24;
  for (let from = 0; from < XSS_PAYLOADS.length; from += PER_PAGE) {
    const payloads = XSS_PAYLOADS.slice(from, from + PER_PAGE);
    await page.evaluate((texts) => window.gallery.showPayloads(texts), payloads);
    // Press everything that can be pressed without leaving the page.
    await page.evaluate(() => {
      const root = document.querySelector('connective-chat')?.shadowRoot as ShadowRoot;
      for (const link of root.querySelectorAll('a')) link.addEventListener('click', (event) => event.preventDefault());
      for (const element of root.querySelectorAll<HTMLElement>('a, .choice, .reply, .bubble')) {
        element.click();
        element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
        element.focus();
      }
    });
  }
  const strange = await page.evaluate(() => {
    const root = document.querySelector('connective-chat')?.shadowRoot as ShadowRoot;
    const links = [...root.querySelectorAll('a')].map(({ protocol }) => protocol);
    return {
      ran: window.ran,
      elements: root.querySelectorAll(
        'script, iframe, object, embed, base, meta, link, style, video, audio, [onerror], [onload], [style*=position]',
      ).length,
      protocols: [...new Set(links)].filter((protocol) => !/^(https?|mailto|tel|viber|tg|blob):$/.test(protocol)),
    };
  });
  expect(strange).toEqual({ ran: 0, elements: 0, protocols: [] });
});

describe('a history of 10,000', () => {
  const rows = (page: Page) => page.locator('connective-chat .row:not(.thinking)').count();
  const topOf = (page: Page, text: string) =>
    page.evaluate((wanted) => {
      const root = document.querySelector('connective-chat')?.shadowRoot as ShadowRoot;
      // The whole text of the bubble: a row also contains its time, and "news 9" with "9:03" contains "news 99".
      const bubble = [...root.querySelectorAll('.row .bubble')].find((element) => element.textContent === wanted);
      const row = bubble?.closest('.row');
      return row ? Math.round(row.getBoundingClientRect().top) : null;
    }, text);
  const frames = (page: Page) =>
    page.evaluate(
      () =>
        new Promise<void>((done) =>
          requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
        ),
    );

  test('is virtualized; it follows the end, holds position for a reader, and reads no scroll position per message', async () => {
    const page = await open('states list');
    await page.evaluate(() => window.gallery.showHistory(10_000));
    expect(await rows(page)).toBeLessThanOrEqual(130);

    const reads = await page.evaluate(async () => {
      let count = 0;
      const watch = (prototype: object, name: string) => {
        const { get } = Object.getOwnPropertyDescriptor(prototype, name) as { get(): number };
        Object.defineProperty(prototype, name, {
          configurable: true,
          get() {
            count++;
            return get.call(this);
          },
        });
        return () => Object.defineProperty(prototype, name, { configurable: true, get });
      };
      const undo = ['scrollTop', 'scrollHeight', 'clientHeight'].map((name) => watch(Element.prototype, name));
      undo.push(watch(HTMLElement.prototype, 'offsetHeight'), watch(HTMLElement.prototype, 'offsetTop'));
      const { getBoundingClientRect } = Element.prototype;
      Element.prototype.getBoundingClientRect = function () {
        count++;
        return getBoundingClientRect.call(this);
      };
      const { client } = window.gallery.stage();
      for (let index = 0; index < 100; index++) {
        client.add('bot', `news ${index}`);
        if (index % 10 === 0) await new Promise(requestAnimationFrame);
      }
      for (const end of undo) end();
      Element.prototype.getBoundingClientRect = getBoundingClientRect;
      return count;
    });
    expect(reads).toBe(0);
    await frames(page);
    const end = page.locator('connective-chat .row').filter({ has: page.getByText('news 99', { exact: true }) });
    await end.waitFor();
    const composer = (await page.locator('connective-chat .composer').boundingBox())?.y ?? 0;
    const last = (await end.boundingBox()) ?? { y: 0, height: 0 };
    expect(last.y + last.height).toBeLessThanOrEqual(composer);
    expect(await rows(page)).toBeLessThanOrEqual(130);

    // While the visitor reads older messages, neither new nor older messages move the visible rows.
    const scroller = page.locator('connective-chat .scroller');
    await scroller.evaluate((element) => element.scrollBy(0, -1500));
    await frames(page);
    await page.locator('connective-chat .to-end').waitFor();
    const seen = await page.evaluate(() => {
      const root = document.querySelector('connective-chat')?.shadowRoot as ShadowRoot;
      const body = root.querySelector('.scroller')?.getBoundingClientRect() as DOMRect;
      return [...root.querySelectorAll('.row .bubble')].find(
        (element) => element.getBoundingClientRect().top > body.top + 40,
      )?.textContent as string;
    });
    const before = await topOf(page, seen);
    await page.evaluate(() => {
      const { client } = window.gallery.stage();
      for (let index = 0; index < 5; index++) client.add('bot', `later ${index}`);
      client.prepend(Array.from({ length: 50 }, (_, index) => client.build('bot', `older ${index}`)));
    });
    await frames(page);
    expect(await topOf(page, seen)).toBe(before);
    // The same without scroll anchoring of the browser, as in Safari.
    await scroller.evaluate((element) => {
      element.style.setProperty('overflow-anchor', 'none', 'important');
      const { client } = window.gallery.stage();
      for (let index = 0; index < 5; index++) client.add('bot', `even later ${index}`);
    });
    await frames(page);
    expect(await topOf(page, seen)).toBe(before);
    await expect.poll(() => page.locator('connective-chat .to-end').innerText()).toBe('10 new messages');
    await page.locator('connective-chat .to-end').click();
    await expect.poll(() => page.locator('connective-chat .to-end').isVisible()).toBe(false);
  });

  test('loads older pages above the reader without a jump', async () => {
    const page = await open('states older');
    await page.evaluate(() => window.gallery.showHistory(400));
    // The panel opens with an animation of a few pixels.
    await atRest(page);
    const scroller = page.locator('connective-chat .scroller');
    for (let step = 0; step < 6; step++) {
      await scroller.evaluate((element) => element.scrollBy(0, -700));
      await frames(page);
      const seen = await page.evaluate(() => {
        const root = document.querySelector('connective-chat')?.shadowRoot as ShadowRoot;
        const body = root.querySelector('.scroller')?.getBoundingClientRect() as DOMRect;
        return [...root.querySelectorAll('.row .bubble')].find(
          (element) => element.getBoundingClientRect().top > body.top + 40,
        )?.textContent as string;
      });
      const before = await topOf(page, seen);
      await frames(page);
      await frames(page);
      expect(await topOf(page, seen), `step ${step}`).toBe(before);
    }
    expect(await rows(page)).toBeGreaterThan(60);
  });
});
