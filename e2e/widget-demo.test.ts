import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChatFace } from './support/chat-face.ts';
import { accessibilityProblems, closeBrowser } from './support/journey.ts';
import { OperatorPage } from './support/operator-page.ts';
import { type Settings, startSettings } from './support/settings.ts';

/* The Widget Demo: the real widget in its preview, and the embed code that it produces. */

const PATIENCE = { timeout: 20_000, interval: 50 };
let settings: Settings;

beforeAll(async () => {
  settings = await startSettings();
});
afterAll(async () => {
  await closeBrowser();
  await settings?.server.close();
});

test('a colour is applied to the running widget at once, kept in the URL, and exported as code and JSON', async () => {
  const { page } = await settings.visit('/widget/en/?bot-id=1', 'widget-demo');
  const preview = page.frameLocator('iframe[title="Preview"]');
  await preview.getByRole('region', { name: 'Messages' }).getByText('Hi there!').waitFor();
  const headColor = () => preview.locator('[part~=header]').evaluate((head) => getComputedStyle(head).backgroundColor);

  await page.getByRole('tab', { name: 'Colours' }).click();
  await page.getByRole('button', { name: 'Ocean' }).click();
  await expect.poll(headColor, PATIENCE).toBe('rgb(11, 107, 203)');
  const header = page.getByRole('textbox', { name: 'Header: Background', exact: true });
  await header.fill('bluish');
  await header.fill('url(https://evil.example)');
  await page.getByText('Is not a CSS colour or gradient.').waitFor();
  expect(await headColor(), 'what is no colour reaches nothing').toBe('rgb(11, 107, 203)');
  await header.fill('#ffee88');
  await expect.poll(headColor, PATIENCE).toBe('rgb(255, 238, 136)');
  await page.getByText('Hard to read').waitFor();
  expect(await accessibilityProblems(page, '#content'), 'colours').toEqual([]);

  await expect.poll(() => page.url(), PATIENCE).toContain('look=');
  await page.reload();
  await preview.getByRole('region', { name: 'Messages' }).getByText('Hi there!').waitFor();
  await expect.poll(headColor, PATIENCE).toBe('rgb(255, 238, 136)');

  await page.getByText('Left', { exact: true }).click();
  const side = () => preview.locator('dialog[part~=panel]').evaluate((panel) => panel.getBoundingClientRect().left);
  await expect.poll(side, PATIENCE).toBeLessThan(40);
  await page.getByText('Frame', { exact: true }).click();
  await expect.poll(() => preview.locator('connective-chat').count(), PATIENCE).toBe(1);
  await preview.getByRole('region', { name: 'Messages' }).getByText('Hi there!').waitFor();

  await page.getByRole('tab', { name: 'Export' }).click();
  const code = page.getByRole('region', { name: 'Embed code: Script tag' }).locator('pre');
  await expect.poll(() => code.innerText()).toContain('"format": "frame"');
  await expect.poll(() => code.innerText()).toContain('"#ffee88"');
  await page.getByRole('tab', { name: 'Script + SRI' }).click();
  const pinned = page.getByRole('region', { name: 'Embed code: Script + SRI' }).locator('pre');
  await expect.poll(() => pinned.innerText()).toContain('integrity="sha384-');
  const [, file, integrity] = /src="(\S+)" integrity="(sha384-\S+)"/.exec(await pinned.innerText()) ?? [];
  const served = Buffer.from(await (await fetch(String(file))).arrayBuffer());
  expect(integrity).toBe(`sha384-${createHash('sha384').update(served).digest('base64')}`);
  const json = JSON.parse(await page.getByRole('region', { name: 'As JSON' }).locator('pre').innerText());
  expect(json.appearance.colors.header.bg).toBe('#ffee88');
  const field = page.getByLabel('JSON of a look');
  await field.fill('{"appearance":{"format":"balloon"}}');
  await page.getByRole('button', { name: 'Take it over' }).click();
  await page.getByText('Cannot be read: appearance.format').waitFor();
  json.appearance.format = 'multi';
  json.appearance.multi_channel = { messengers: { telegram: 'https://t.me/shop' } };
  await field.fill(JSON.stringify(json));
  await page.getByRole('button', { name: 'Take it over' }).click();
  await page.getByRole('tab', { name: 'Layout' }).click();
  await expect.poll(() => page.getByLabel('Telegram').inputValue()).toBe('https://t.me/shop');
});

test('axe finds nothing in light, dark, on a phone and in another language; the phone only scrolls vertically', async () => {
  const { page } = await settings.visit('/widget/uk/?bot-id=1', 'widget-demo-axe');
  await page.getByRole('heading', { name: 'Демо віджета' }).waitFor();
  for (const theme of ['light', 'dark']) {
    await page.evaluate((value) => {
      document.documentElement.dataset.theme = value;
    }, theme);
    expect(await accessibilityProblems(page, '#content'), theme).toEqual([]);
  }
  await page.getByRole('tab', { name: 'Експорт' }).click();
  expect(await accessibilityProblems(page, '#content'), 'export').toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('an admin saves an appearance to the bot: its next visitor gets it, and other settings are kept', async () => {
  interface Answer {
    bot: { settings: { appearance?: { colors?: unknown }; origins: unknown; subtitle?: string } };
  }
  const readBot = () => settings.api<Answer>('GET', '/api/admin/bots/1');
  const before = (await readBot()).bot.settings;
  const { page } = await settings.open('/widget/en/?bot-id=1', 'widget-demo-save');
  await page.getByRole('tab', { name: 'Colours' }).click();
  await page.getByRole('button', { name: 'Forest' }).click();
  const header = page.getByRole('textbox', { name: 'Header: Background', exact: true });
  await header.fill('#123456');
  await page.getByRole('button', { name: 'Save to the bot' }).click();
  await page.getByText('The bot has this look now').waitFor();
  const { appearance, ...rest } = (await readBot()).bot.settings;
  expect(appearance?.colors).toMatchObject({ header: { bg: '#123456' } });
  const { appearance: _, ...others } = before;
  expect(rest).toEqual(others);

  const { page: shop } = await settings.visit('/', 'widget-demo-saved');
  const face = new ChatFace(shop, 'widget');
  await face.open();
  await face.sees('Hi Olena!');
  const head = shop.locator('connective-chat [part~=header]');
  await expect.poll(() => head.evaluate((e) => getComputedStyle(e).backgroundColor), PATIENCE).toBe('rgb(18, 52, 86)');

  // A user who is not an admin is told who can help.
  const { page: guest } = await settings.visit('/widget/en/?bot-id=1', 'widget-demo-guest');
  await guest.getByText('Log in as an admin to save the look to the bot.').waitFor();
  await expect.poll(() => guest.getByRole('button', { name: 'Save to the bot' }).count()).toBe(0);
});

test('the preview shows phone or desktop, dark or light, left-to-right or right-to-left', async () => {
  const { page } = await settings.visit('/widget/en/?bot-id=1', 'widget-demo-preview');
  const preview = page.frameLocator('iframe[title="Preview"]');
  const panel = preview.locator('dialog[part~=panel]');
  await preview.getByRole('region', { name: 'Messages' }).getByText('Hi there!').waitFor();
  const box = () => panel.evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect);
  const seen = () => panel.evaluate((element) => getComputedStyle(element).direction);
  const pageWidth = () => preview.locator('html').evaluate((html) => html.clientWidth);
  expect((await box()).width).toBeLessThan(500);

  await page.getByText('RTL', { exact: true }).click();
  await expect.poll(seen, PATIENCE).toBe('rtl');

  await page.getByText('Dark', { exact: true }).click();
  const lightness = () =>
    panel.evaluate((element) => Number(/\d+/.exec(getComputedStyle(element).backgroundColor)?.[0]));
  await expect.poll(lightness, PATIENCE).toBeLessThan(60);

  await page.getByText('Phone', { exact: true }).click();
  await expect.poll(pageWidth, PATIENCE).toBeLessThan(420);
  await expect.poll(async () => (await box()).width - (await pageWidth()), PATIENCE).toBe(0);
  expect(await accessibilityProblems(page, '#content'), 'a phone, dark, right to left').toEqual([]);
});

test('a visitor of the preview is a test chat at the desk, apart from the queue, and no visitor of other pages', async () => {
  const { page: deskPage } = await settings.open('/operator', 'widget-demo-desk');
  const desk = new OperatorPage(deskPage);
  await deskPage.getByText('Nobody is waiting.').waitFor();
  const { page } = await settings.visit('/widget/en/?bot-id=1', 'widget-demo-handover');
  const chat = new ChatFace(page.frameLocator('iframe[title="Preview"]'), 'widget');
  await chat.press('Talk to a person');
  await chat.sees('One moment');

  await deskPage.getByRole('button', { name: 'Test chats', exact: true }).click();
  await desk.row('Place 1 in the queue').getByRole('button').click();
  await deskPage.getByText('Test chat', { exact: true }).waitFor();
  expect(await accessibilityProblems(deskPage, '#root')).toEqual([]);
  await desk.tab('Queue').click();
  await deskPage.getByText('Nobody is waiting.').waitFor();
  await expect.poll(() => deskPage.title()).toBe('Operator desk');

  await desk.action('Take').click();
  await desk.say('The handover works');
  await chat.sees('The handover works');
  await desk.row('The handover works').waitFor();
  await desk.tab('Mine').click();
  await deskPage.getByText('You have no open dialogs. Take one from the queue.').waitFor();

  await page.goto(new URL('/', page.url()).href);
  const shop = new ChatFace(page, 'widget');
  await shop.open();
  await shop.sees('Hi Olena!');
  await expect.poll(() => page.getByText('The handover works').count()).toBe(0);
});

test('an unknown bot id is named, and another language begins another conversation', async () => {
  const { page, expectProblems } = await settings.visit('/widget/en/?bot-id=nobody', 'widget-demo-unknown');
  // The browser reports the missing bot, and the widget in the preview reports why it cannot connect.
  expectProblems(/404|BOT_NOT_FOUND/);
  await page.getByText('There is no bot with the id nobody.').waitFor();

  await page.goto(`${settings.server.url}/widget/en/?bot-id=1`);
  const preview = page.frameLocator('iframe[title="Preview"]');
  const chat = new ChatFace(preview, 'widget');
  await chat.sees('Hi there!');
  await chat.say('How long does delivery take?');
  await chat.sees('2–4 working days');
  // Navigates within the page, as a link does, because a reload would start a new chat in any case.
  await page.evaluate(() => {
    history.pushState({}, '', '/widget/uk/?bot-id=1');
    dispatchEvent(new PopStateEvent('popstate'));
  });
  await page.getByRole('heading', { name: 'Демо віджета' }).waitFor();
  const inUkrainian = new ChatFace(page.frameLocator('iframe[title="Перегляд"]'), 'widget');
  await inUkrainian.sees('Вітаю');
  await expect.poll(() => inUkrainian.rows.filter({ hasText: 'How long does delivery take?' }).count()).toBe(0);
});
