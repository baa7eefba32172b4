import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ChatServer } from '@connective-chat/server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { accessibilityProblems, atRest, closeBrowser } from './support/journey.ts';
import { type OperatorPage, openDesk } from './support/operator-page.ts';
import { root } from './support/server.ts';
import { hears, waitingVisitor } from './support/waiting-visitor.ts';

/*
 * Every state of the desk: light and dark, right to left, on phones, and at 200 % zoom. With SHOTS=1 a screenshot of
 * each is kept in e2e/screenshots/desk, for a person to review.
 */

const ann = { id: 'ann', name: 'Ann', login: 'ann', password: 'ann-has-a-long-password' };
const bob = { id: 'bob', name: 'Bob Överland-Grünewald', login: 'bob', password: 'bob-has-a-long-password' };
const PATIENCE = { timeout: 20_000, interval: 50 };
const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänsmütze'.repeat(3);
const shots = process.env.SHOTS === '1' ? join(root, 'e2e/screenshots/desk') : null;

let server: ChatServer & { log: () => string };
beforeAll(async () => {
  const started = await createTestServer({
    demo: true,
    operators: [ann, bob],
    limits: { messagesPerMinute: 10_000, burst: 1000 },
    operatorGraceMs: 3_600_000,
  });
  server = Object.assign(started, { log: () => '' });
});
afterAll(async () => {
  await closeBrowser();
  await server?.close();
});

const DESKTOP = { width: 1280, height: 800 };
interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
  readonly dir?: 'ltr' | 'rtl';
}
const LOOKS: Readonly<Record<string, Look>> = {
  light: {},
  dark: { theme: 'dark' },
  rtl: { dir: 'rtl' },
  phone: { width: 390, height: 844 },
  'phone-rtl-dark': { width: 390, height: 844, dir: 'rtl', theme: 'dark' },
  narrow: { width: 320, height: 568 },
  // A zoom of 200 % leaves half the pixels of a desktop.
  twice: { width: 640, height: 400 },
};

async function wear(page: Page, { width, height, theme = 'light', dir = 'ltr' }: Look): Promise<void> {
  await page.setViewportSize({ width: width ?? DESKTOP.width, height: height ?? DESKTOP.height });
  await page.evaluate(
    (given) => {
      Object.assign(document.documentElement, { dir: given.dir });
      Object.assign(document.documentElement.dataset, { theme: given.theme });
    },
    { theme, dir },
  );
  await atRest(page);
}

/** Elements outside the page or their pane that cannot be reached by scrolling. */
const pushedOut = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const things = document.querySelectorAll('button, input, textarea, time, h1, h2, p, [role=dialog]');
    const beyond = [...things].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      const pane = element.closest('.desk-lists, .desk-talk, .desk-visitor')?.getBoundingClientRect();
      const isSeen = width > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      const isOut = left < (pane?.left ?? 0) - 1 || right > (pane?.right ?? clientWidth) + 1;
      return isSeen && isOut && !element.closest('.ui-hidden');
    });
    return [
      ...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : []),
      ...beyond.map((element) => element.outerHTML.slice(0, 160)),
    ];
  });

/** Checks the current state of the desk in every appearance, then restores the first one. */
async function judge(page: Page, state: string): Promise<void> {
  for (const [name, look] of Object.entries(LOOKS)) {
    await wear(page, look);
    if (shots) {
      mkdirSync(join(shots, name), { recursive: true });
      await page.screenshot({ path: join(shots, name, `${state}.png`) });
    }
    expect.soft(await pushedOut(page), `${state}, ${name}`).toEqual([]);
    if (name === 'light' || name === 'dark' || name === 'phone') {
      expect.soft(await accessibilityProblems(page), `${state}, ${name}`).toEqual([]);
    }
  }
  await wear(page, {});
}

async function fillDesk(): Promise<void> {
  const olena = await waitingVisitor(server.url, 'Olena', { plan: 'pro', city: 'Київ', note: LONG });
  await olena.send('Do you deliver to Lviv? https://example.com/a/very/long/address?with=parameters&and=more');
  await waitingVisitor(server.url, `${LONG} the Third`);
  await waitingVisitor(server.url, 'ليلى');
}

async function talk(desk: OperatorPage): Promise<void> {
  await desk.row('Olena').getByRole('button').first().click();
  await desk.action('Take').click();
  await desk.field.waitFor();
  await desk.say('Hello Olena, we do.\n\n- Kyiv: 1 day\n- Lviv: 2 days');
  await desk.sees('we do');
  await desk.say(LONG);
  await desk.sees(LONG);
  await desk.page.locator('input[type=file]').setInputFiles({
    name: `${LONG}.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from('Turn it off and on again.'),
  });
  await desk.page.getByRole('list', { name: 'Files to send' }).getByText('.txt').waitFor();
  await desk.page.getByRole('button', { name: 'Send', exact: true }).click();
  await desk.sees('.txt');
}

test('every state of the desk: nothing overflows, and axe finds nothing on the whole page', {
  timeout: 300_000,
}, async () => {
  await fillDesk();
  await openDesk(server, bob);
  const { page, desk } = await openDesk(server, ann);
  await expect.poll(() => page.locator('[data-dialog]').count(), PATIENCE).toBe(3);
  await judge(page, 'queue');
  await desk.row('ليلى').getByRole('button').first().click();
  await desk.action('Take').waitFor();
  await judge(page, 'waiting');
  await talk(desk);
  await judge(page, 'talk');

  const closed = async (name: string) => {
    await page.keyboard.press('Escape');
    await expect
      .poll(() => page.locator('[role=dialog], [role=alertdialog]').count(), { ...PATIENCE, message: name })
      .toBe(0);
  };
  const question = async (name: string, open: () => Promise<void>) => {
    await open();
    await page.locator('[role=dialog], [role=alertdialog]').waitFor();
    await judge(page, name);
    await closed(name);
  };
  await question('transfer', () => desk.action('Transfer').click());
  await question('close', () => desk.action('Close').click());
  const { card } = desk;
  await question('ban', () => card.getByRole('button', { name: 'Ban the visitor' }).click());
  await question('help', () => page.getByRole('button', { name: 'Keyboard shortcuts' }).click());

  await desk.field.fill('/');
  await page.getByRole('button', { name: 'Edit kept answers' }).click();
  const answers = page.getByRole('dialog', { name: 'Kept answers' });
  await answers.getByRole('button', { name: 'New answer' }).click();
  await answers.getByLabel('Shortcut').fill('hello');
  await answers.getByLabel('Title').fill('A greeting');
  await answers.getByLabel('Text', { exact: true }).fill(`Hello {{name}}, how can I help? ${LONG}`);
  await judge(page, 'kept-answer-form');
  await answers.getByRole('button', { name: 'Save' }).click();
  await answers.getByText('/hello').waitFor();
  await judge(page, 'kept-answers');
  await closed('kept answers');
  await desk.field.fill('/h');
  await page.getByRole('option').waitFor();
  await judge(page, 'kept-answers-menu');
  await desk.field.fill('');

  await page.getByRole('searchbox').fill('deliver');
  await page.locator('.desk-hit').first().waitFor();
  await judge(page, 'search');
  await page.getByRole('button', { name: 'Clear the search' }).click();

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'About the visitor' }).click();
  await card.getByText('pro').waitFor();
  await judge(page, 'visitor');
  await page.getByRole('button', { name: 'Ban the visitor' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Ban', exact: true }).click();
  await card.getByText('Banned by Ann').waitFor();
  await judge(page, 'banned');
});

test('a transfer shows a notification that opens the dialog', async () => {
  const { page, desk } = await openDesk(server, bob);
  const other = await openDesk(server, ann);
  const visitor = await waitingVisitor(server.url, 'Danylo');
  await other.desk.row('Danylo').getByRole('button').first().click();
  await other.desk.action('Take').click();
  await other.desk.field.waitFor();
  await other.desk.action('Transfer').click();
  await other.page.getByRole('dialog').getByRole('button', { name: /^Bob/ }).click();
  await page.getByText('Ann has transferred Danylo to you.').first().waitFor();
  // The notice disappears after a delay, but not while it has the pointer or the focus.
  const open = page.getByRole('button', { name: 'Open', exact: true });
  await open.focus();
  await judge(page, 'notice');
  await open.click();
  await desk.field.waitFor();
  await desk.say('Here I am.');
  await hears(visitor, 'Here I am.');
});
