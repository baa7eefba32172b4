import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChatFace } from './support/chat-face.ts';
import { type HostPage, hostHtml, startHostPage } from './support/host-page.ts';
import { accessibilityProblems, closeBrowser, visit } from './support/journey.ts';
import { OperatorPage } from './support/operator-page.ts';
import { type Settings, startSettings, testChatOf } from './support/settings.ts';

/* Each part of a bot in the settings, and what its visitors get from it. */

const PATIENCE = { timeout: 20_000, interval: 50 };

let settings: Settings;
let site: HostPage;
beforeAll(async () => {
  site = await startHostPage();
  settings = await startSettings();
});
afterAll(async () => {
  await closeBrowser();
  await settings?.server.close();
  site?.close();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const problemsOf = (page: Page) => accessibilityProblems(page, '#root');
interface BotAnswer {
  bot: { rev: number; icon: string | null; settings: Record<string, unknown> };
}
const readBot = async (id: string) => (await settings.api<BotAnswer>('GET', `/api/admin/bots/${id}`)).bot;

/** Creates a bot that the site may use. */
async function createBot(id: string): Promise<void> {
  const { bot } = await settings.api<BotAnswer>('POST', '/api/admin/bots', { id, title: id });
  const body = { rev: bot.rev, settings: { ...bot.settings, origins: [site.origin] } };
  await settings.api('PUT', `/api/admin/bots/${id}/settings`, body);
}

/** Saves the changes and waits until nothing is left to save. */
async function save(page: Page): Promise<void> {
  await button(page, 'Save').click();
  await expect.poll(() => button(page, 'Save').isDisabled(), PATIENCE).toBe(true);
}

/** Opens the site with the bot and returns the recorded events, in order, up to the answer of the bot. */
async function happenings(id: string, name: string): Promise<unknown> {
  const init = { bot_id: id, language_code: 'en', params_from_site: {} };
  const after = `globalThis.happened = []; kw('on', 'ready', () => happened.push('ready'));`;
  site.serve(hostHtml({ script: `${settings.server.url}/kwjs.js`, init, after }));
  const { page } = await visit({ url: site.origin, log: () => '' }, '/', name);
  const face = new ChatFace(page, 'widget');
  await face.open();
  await face.sees('Hello! How can I help?');
  await face.say('Nobody knows this');
  await face.sees('I found nothing about that.');
  return page.evaluate('happened');
}

test('Custom Code does nothing until it is enabled, and then runs once, after the widget is ready', async () => {
  await createBot('code');
  const { page } = await settings.open('/settings/bots/code/code', 'settings-code');
  const toggle = page.getByRole('switch', { name: 'Run Custom Code' });
  await expect.poll(() => toggle.isChecked(), { message: 'off by default' }).toBe(false);
  await page.getByLabel('Code', { exact: true }).fill(`globalThis.happened.push('custom code');`);
  await save(page);
  expect(await happenings('code', 'site-code-off')).toEqual(['ready']);

  await page.getByText('Run Custom Code').click();
  await save(page);
  expect(await happenings('code', 'site-code-on')).toEqual(['ready', 'custom code']);

  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.getByText('bot.custom_code_changed').first().waitFor();
  await expect
    .poll(() => page.getByText('bot.custom_code_changed').count(), { message: 'each change is an entry' })
    .toBe(2);
});

/** An image of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

test('an icon is detected by its bytes, shown in the settings and to visitors, and removed', async () => {
  await createBot('icon');
  const { page, expectProblems } = await settings.open('/settings/bots/icon/widget', 'settings-icon');
  expectProblems(/status of 415/);
  const field = page.locator('input[type=file]');
  await field.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="alert(1)">') });
  await page.getByText('The server does not accept files of this kind.').waitFor();
  expect((await readBot('icon')).icon).toBeNull();

  await field.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PIXEL });
  const shown = page.getByRole('img', { name: 'The icon of this bot' });
  await shown.waitFor();
  const { icon } = await readBot('icon');
  await expect.poll(() => shown.getAttribute('src')).toBe(icon);
  const width = () => shown.evaluate((image) => (image as HTMLImageElement).naturalWidth);
  await expect.poll(width, PATIENCE).toBe(1);

  const init = { bot_id: 'icon', language_code: 'en', params_from_site: {} };
  site.serve(hostHtml({ script: `${settings.server.url}/kwjs.js`, init }));
  const { page: shop } = await visit({ url: site.origin, log: () => '' }, '/', 'site-icon');
  const face = new ChatFace(shop, 'widget');
  await face.open();
  await face.sees('Hello! How can I help?');
  const seen = shop.locator('connective-chat [part~=header] img');
  await expect
    .poll(() => seen.getAttribute('src'), { message: 'also on another origin' })
    .toBe(`${settings.server.url}${icon}`);
  await expect.poll(() => seen.evaluate((image) => (image as HTMLImageElement).naturalWidth), PATIENCE).toBe(1);

  await page.getByRole('link', { name: 'Bots' }).first().click();
  await page.locator(`.row img[src="${icon}"]`).waitFor();

  const { page: desk } = await settings.open('/operator', 'desk-icon');
  await desk.getByRole('button', { name: /^All/ }).click();
  await desk.getByRole('navigation', { name: 'Dialogs' }).getByRole('img', { name: 'icon' }).waitFor();

  await page.goBack();
  await button(page, 'Remove the icon').click();
  await shown.waitFor({ state: 'detached' });
  await button(page, 'Upload an icon').waitFor();
  expect((await readBot('icon')).icon).toBeNull();
});

test('a refused site gets the reason in its console, and is allowed with one click in the settings', async () => {
  await settings.api('POST', '/api/admin/bots', { id: 'refused', title: 'refused' });
  const init = { bot_id: 'refused', language_code: 'en', params_from_site: {} };
  site.serve(hostHtml({ script: `${settings.server.url}/kwjs.js`, init }));
  const warnings: string[] = [];
  const { page: shop } = await visit({ url: site.origin, log: () => '' }, '/', 'site-refused', async (tab) => {
    tab.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  });
  const face = new ChatFace(shop, 'widget');
  await face.open();
  await shop.getByText('The chat is not available here now.').first().waitFor();
  await expect.poll(() => button(shop, 'Try now').isVisible(), { message: 'it cannot help' }).toBe(false);
  await expect.poll(() => warnings).toHaveLength(1);
  const needed = [
    'ORIGIN_NOT_ALLOWED',
    'refused',
    site.origin,
    settings.server.url,
    'docs/errors/origin-not-allowed.md',
  ];
  for (const part of needed) expect(warnings[0]).toContain(part);

  const { page } = await settings.open('/settings/bots/refused/domains', 'settings-refused');
  await button(page, `Allow ${site.origin}`).click();
  await page.getByText('Allowed from now on').waitFor();
  await page.getByText('Refused lately').waitFor({ state: 'detached' });
  expect((await readBot('refused')).settings.origins).toEqual([site.origin]);
  expect(await problemsOf(page)).toEqual([]);

  await shop.reload();
  await face.open();
  await face.sees('Hello! How can I help?');
});

test('a visitor of an address blocked by an operator gets the text in their language, until the settings unblock it', async () => {
  await createBot('walled');
  const serve = (language_code: string) =>
    site.serve(
      hostHtml({
        script: `${settings.server.url}/kwjs.js`,
        init: { bot_id: 'walled', language_code, params_from_site: {} },
      }),
    );
  serve('en');
  const shop = await visit({ url: site.origin, log: () => '' }, '/', 'site-walled');
  const face = new ChatFace(shop.page, 'widget');
  await face.open();
  await face.sees('Hello! How can I help?');

  const desk = new OperatorPage((await settings.open('/operator', 'desk-walled')).page);
  await desk.tab('All').click();
  await desk.row('Hello! How can I help?').first().getByRole('button').first().click();
  await desk.card.getByRole('button', { name: 'Block the address' }).click();
  const dialog = desk.page.getByRole('alertdialog', { name: 'Block the address of this visitor?' });
  expect(await accessibilityProblems(desk.page, '.ui-dialog')).toEqual([]);
  await dialog.getByRole('button', { name: 'Block', exact: true }).click();
  await desk.page.getByText('The address is blocked.').waitFor();
  await shop.page.getByText('This chat is not available from your address.').first().waitFor();

  const { page } = await settings.open('/settings/bots/walled/domains', 'settings-walled');
  await expect.poll(() => page.getByRole('textbox', { name: 'Address 1' }).inputValue()).toBe('127.0.0.1');
  await button(page, 'Add an address').click();
  await page.getByRole('textbox', { name: 'Address 2' }).fill('203.0.113.0/33');
  await page
    .getByText(/203.0.113.0\/24/)
    .last()
    .waitFor();
  await expect.poll(() => button(page, 'Save').isDisabled(), { message: 'with a range that is none' }).toBe(true);
  await page.getByRole('textbox', { name: 'Address 2' }).fill('203.0.113.0/24');
  await page.getByLabel('What the visitor reads: Ukrainian').fill('Звідси писати не можна.');
  expect(await problemsOf(page)).toEqual([]);
  await save(page);
  serve('uk');
  await shop.page.reload();
  await new ChatFace(shop.page, 'widget').launcher.click();
  await shop.page.getByText('Звідси писати не можна.').first().waitFor();

  await button(page, 'Remove 127.0.0.1').click();
  await save(page);
  await shop.page.reload();
  const again = new ChatFace(shop.page, 'widget');
  await again.open();
  await again.sees('Hello! How can I help?');
  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.getByText('visitor.address_blocked').waitFor();
});

test('when two admins edit one bot, the later one can load the saved version or overwrite it', async () => {
  await createBot('two');
  const first = await settings.open('/settings/bots/two/widget', 'settings-first');
  const second = await settings.open('/settings/bots/two/widget', 'settings-second');
  second.expectProblems(/status of 409/);
  const subtitle = (page: Page) => page.getByLabel('Subtitle', { exact: true });
  const name = (page: Page) => page.getByLabel('Name', { exact: true });
  for (const { page } of [first, second]) await subtitle(page).waitFor();

  await subtitle(first.page).fill('Of the first');
  await save(first.page);
  await name(second.page).fill('Lost');
  await button(second.page, 'Save').click();
  const conflict = second.page.getByRole('alertdialog', { name: 'Somebody else has saved' });
  await conflict.waitFor();
  expect(await accessibilityProblems(second.page, '.ui-dialog')).toEqual([]);
  await conflict.getByRole('button', { name: 'Read again' }).click();
  await conflict.waitFor({ state: 'detached' });
  await expect.poll(() => subtitle(second.page).inputValue(), PATIENCE).toBe('Of the first');
  await expect.poll(() => name(second.page).inputValue()).toBe('two');
  expect((await readBot('two')).settings.title).toBe('two');

  await subtitle(first.page).fill('Of the first, again');
  await save(first.page);
  await name(second.page).fill('Kept');
  await button(second.page, 'Save').click();
  await conflict.getByRole('button', { name: 'Save mine' }).click();
  await conflict.waitFor({ state: 'detached' });
  await expect.poll(() => button(second.page, 'Save').isDisabled(), PATIENCE).toBe(true);
  expect((await readBot('two')).settings).toMatchObject({ title: 'Kept', subtitle: 'Of the first' });
});

test('the React and Vue embed code follows the settings', async () => {
  await createBot('embed');
  const { page } = await settings.open('/settings/bots/embed/widget', 'settings-embed');
  const region = (variant: string) => page.getByRole('region', { name: `Embed code: ${variant}` }).locator('pre');
  const parts = { React: "import { useEffect } from 'react';", Vue: '<script setup>' };
  for (const [variant, sign] of Object.entries(parts)) {
    await page.getByRole('tab', { name: variant, exact: true }).click();
    const code = () => region(variant).innerText();
    await expect.poll(code, PATIENCE).toContain(sign);
    expect(await code()).toContain('"botId": "embed"');
    expect(await code()).toContain(`"server": "${settings.server.url}"`);
    expect(await code()).not.toContain('openOnMessage');
    await page.getByText('Open when a message arrives').click();
    await expect.poll(code, PATIENCE).toContain('"openOnMessage": true');
    await page.getByText('Legacy', { exact: true }).click();
    await expect.poll(code, PATIENCE).toContain('"version": "legacy"');
    expect(await problemsOf(page), variant).toEqual([]);
    await button(page, 'Discard').click();
    await expect.poll(code, PATIENCE).not.toContain('"version"');
  }
});

test('an article is written, and the agent in the test chat answers from it', async () => {
  await createBot('knows');
  const { page } = await settings.open('/settings/bots/knows/knowledge', 'settings-knowledge');
  await page.getByText('Nothing is known yet').waitFor();
  await button(page, 'New article').click();
  const dialog = page.getByRole('alertdialog', { name: 'New article' });
  await dialog.getByLabel('Title').fill('Repairing a kettle');
  await dialog.getByLabel('Text').fill('A kettle is repaired in our workshop in Lviv within nine days.');
  expect(await accessibilityProblems(page, '.ui-dialog')).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Repairing a kettle/ }).waitFor();

  await page.getByRole('link', { name: 'Scenario' }).click();
  await button(page, 'Test chat').click();
  const chat = testChatOf(page);
  await chat.sees('Hello! How can I help?');
  await chat.say('Who repairs my kettle?');
  await chat.sees('in our workshop in Lviv within nine days');

  await page.getByRole('link', { name: 'Knowledge' }).click();
  await page.getByRole('button', { name: /^Repairing a kettle/ }).click();
  await page.getByRole('alertdialog', { name: 'Edit article' }).getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Nothing is known yet').waitFor();
});

test('deleting a bot requires its name; its visitors are notified, and unsaved changes do not block leaving', async () => {
  await createBot('doomed');
  const init = { bot_id: 'doomed', language_code: 'en', params_from_site: {} };
  site.serve(hostHtml({ script: `${settings.server.url}/kwjs.js`, init }));
  const { page: shop } = await visit({ url: site.origin, log: () => '' }, '/', 'site-doomed');
  const face = new ChatFace(shop, 'widget');
  await face.open();
  await face.sees('Hello! How can I help?');

  const { page } = await settings.open('/settings/bots/doomed/widget', 'settings-doomed');
  await page.getByLabel('Subtitle', { exact: true }).fill('Not saved');
  await button(page, 'Delete the bot').click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete doomed?' });
  const confirm = dialog.getByRole('button', { name: 'Delete the bot' });
  const name = dialog.getByLabel('Type its name to confirm: doomed');
  await expect.poll(() => confirm.isDisabled(), { message: 'nothing typed' }).toBe(true);
  await name.fill('doome');
  await expect.poll(() => confirm.isDisabled(), { message: 'not its name' }).toBe(true);
  expect(await accessibilityProblems(page, '.ui-dialog')).toEqual([]);
  await name.fill('doomed');
  await confirm.click();
  await page.getByText('doomed is deleted').waitFor();
  await page.getByRole('heading', { name: 'Bots' }).waitFor();
  await expect.poll(() => page.getByRole('link', { name: /doomed/ }).count(), PATIENCE).toBe(0);
  await expect(readBot('doomed')).rejects.toThrow('NOT_FOUND');

  await shop.getByText('The chat is not available here now.').first().waitFor();
  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.getByText('bot.deleted').waitFor();
});
