import { type Browser, chromium, type Page } from 'playwright-core';
import type { WidgetGallery } from '../../playground/src/gallery/widget-gallery.ts';
import { findPinnedChromium } from '../support/find-chromium.ts';
import { type GalleryPage, startGallery } from '../support/gallery-page.ts';
import type { Picture } from './picture-list.ts';

/** Time stands still while a state is brought about, so that the seconds counted in it begin at the same moment. */
const SHOWN_AT = new Date('2026-01-15T12:00:00Z');
/** Then it jumps, because some parts appear after seconds, and stands still again. */
const TAKEN_AT = new Date('2026-01-15T12:00:20Z');

const SIZES = { desktop: { width: 1024, height: 720 }, phone: { width: 360, height: 640 } } as const;
/** On a desktop the widget is at the end of a line; the page beside it is left out. */
const clipOf = (dir: 'ltr' | 'rtl') => ({
  x: dir === 'rtl' ? 0 : SIZES.desktop.width - 440,
  y: 0,
  width: 440,
  height: 720,
});

/** A state is at rest once it has not changed for longer than the seconds that are counted in it. */
const REST_MS = 3_000;

const FLAGS = [
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  '--disable-lcd-text',
];

/** Takes the pictures of the gallery's states with the pinned Chromium: fixed time, no animations, one font. */
export class Photographer {
  readonly #browser: Browser;
  readonly #gallery: GalleryPage;
  readonly #page: Page;

  private constructor(browser: Browser, gallery: GalleryPage, page: Page) {
    this.#browser = browser;
    this.#gallery = gallery;
    this.#page = page;
  }

  static async start(): Promise<Photographer> {
    const { executablePath, env } = await findPinnedChromium();
    const args = process.getuid?.() === 0 ? [...FLAGS, '--no-sandbox'] : FLAGS;
    const browser = await chromium.launch({ executablePath, env, args });
    const gallery = await startGallery();
    const context = await browser.newContext({
      viewport: SIZES.desktop,
      locale: 'en-US',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      deviceScaleFactor: 1,
    });
    const page = await context.newPage();
    await page.clock.setFixedTime(SHOWN_AT);
    await page.goto(gallery.url);
    return new Photographer(browser, gallery, page);
  }

  /** The version of the browser. */
  get version(): string {
    return this.#browser.version();
  }

  /** The names of all states of the gallery. */
  stateNames(): Promise<string[]> {
    return this.#page.evaluate(() => (window as unknown as { gallery: WidgetGallery }).gallery.namesOf(undefined));
  }

  /**
   * Shows a state and takes its picture once it has stopped changing, or as soon as `isExpected` accepts one: a slow
   * machine renders later, but not something else.
   */
  async take({ state, look }: Picture, isExpected: (png: Buffer) => boolean): Promise<Buffer> {
    const page = this.#page;
    const { size = 'desktop', theme = 'light', dir = 'ltr' } = look;
    // A chat that fills the screen has an entry in the history of the page, which must not end the next chat.
    if (size === 'phone') await page.goto(this.#gallery.url);
    await page.setViewportSize(SIZES[size]);
    await page.emulateMedia({ colorScheme: theme });
    await page.clock.setFixedTime(SHOWN_AT);
    const shown = await page.evaluateHandle(
      // Wrapped, because a promise as such would be awaited here.
      ([name, how]) => ({ done: (window as unknown as { gallery: WidgetGallery }).gallery.show(name, how) }),
      [state, look] as const,
    );
    const rendered = shown.evaluate(({ done }) => done);
    // What appears after seconds has begun to wait once the strip for the connection is rendered, even if it is hidden.
    await Promise.race([page.locator('connective-chat .notice-strip').waitFor({ state: 'attached' }), rendered]);
    await page.clock.setFixedTime(TAKEN_AT);
    await rendered;
    await page.waitForFunction(() => {
      const { client, root } = (window as unknown as { gallery: WidgetGallery }).gallery.stage();
      const isDown = client.connection.get().status === 'reconnecting';
      return !isDown || root.querySelector('.notice-strip:not([hidden])') !== null;
    });
    let last = null as Buffer | null;
    for (let since = performance.now(); ; ) {
      const png = await page.screenshot({ animations: 'disabled', ...(size === 'desktop' && { clip: clipOf(dir) }) });
      if (isExpected(png)) return png;
      if (!last?.equals(png)) since = performance.now();
      else if (performance.now() - since > REST_MS) return png;
      last = png;
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#gallery.close();
  }
}
