import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { accessibilityProblems, closeBrowser } from './support/journey.ts';
import { RawVisitor } from './support/raw-visitor.ts';
import { type Settings, startSettings, testChatOf } from './support/settings.ts';

/* The settings as an admin uses them on the real server, and what visitors then get. */

const PATIENCE = { timeout: 20_000, interval: 50 };

let settings: Settings;
beforeAll(async () => {
  settings = await startSettings();
});
afterAll(async () => {
  await closeBrowser();
  await settings?.server.close();
});

/** Excludes the live region of the component library outside #root: it names speakers whose messages are gone. */
const problemsOf = (page: Page) => accessibilityProblems(page, '#root');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('the first login requires a new password; a valid domain is saved; the embed code is updated', async () => {
  const { oneTimePassword } = await settings.api<{ oneTimePassword: string }>('POST', '/api/admin/accounts', {
    login: 'bo',
    name: 'Bo',
    role: 'admin',
  });
  await settings.api('POST', '/api/admin/bots', { id: 'shop', title: 'Shop' });
  const { page, expectProblems } = await settings.visit('/settings', 'settings-login');
  // The refused login, and the page that is refused before the password is changed: the browser logs both.
  expectProblems(/status of 40[13]/);

  await page.getByLabel('Login', { exact: true }).fill('bo');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await button(page, 'Log in').click();
  await page.getByText('Wrong login or password.').waitFor();
  expect(await problemsOf(page), 'login').toEqual([]);
  await page.getByLabel('Password', { exact: true }).fill(oneTimePassword);
  await page.keyboard.press('Enter');

  await page.getByLabel('One-time password').fill(oneTimePassword);
  await page.getByLabel('New password', { exact: true }).fill('a long enough word');
  await page.getByLabel('New password once more').fill('another long word');
  await button(page, 'Set the password').click();
  await page.getByText('The two are not the same.').waitFor();
  await page.getByLabel('New password once more').fill('a long enough word');
  await page.keyboard.press('Enter');

  await page.getByRole('link', { name: /^S? ?Shop/ }).click();
  const warning = page.getByText('No site may use the bot yet', { exact: false });
  await warning.waitFor();
  await page.getByRole('link', { name: 'Domains', exact: true }).click();
  const save = button(page, 'Save');
  await expect.poll(() => save.isDisabled(), { message: 'nothing to save' }).toBe(true);
  await button(page, 'Add a site').click();
  const site = page.getByLabel('Site 1', { exact: true });
  await expect.poll(() => site.evaluate((element) => element === document.activeElement), PATIENCE).toBe(true);
  await page.keyboard.type('shop.example.com');
  await page.getByText('has no protocol').waitFor();
  await expect.poll(() => save.isDisabled(), { message: 'an entry is wrong' }).toBe(true);
  expect(await problemsOf(page), 'a wrong entry').toEqual([]);
  await site.fill('https://shop.example.com');
  await save.click();
  await page.getByText('Saved', { exact: true }).waitFor();
  const { bot } = await settings.api<{ bot: { settings: { origins: string[] } } }>('GET', '/api/admin/bots/shop');
  expect(bot.settings.origins).toEqual(['https://shop.example.com']);

  await page.getByRole('link', { name: 'Widget', exact: true }).click();
  const code = page.getByRole('region', { name: 'Embed code', exact: true }).locator('pre');
  await expect.poll(() => code.innerText(), PATIENCE).toContain('"bot_id": "shop"');
  await expect.poll(() => warning.count(), { message: 'a site may use it now' }).toBe(0);
  await expect.poll(() => code.innerText()).not.toContain('open_on_msg');
  await page.getByText('Open when a message arrives').click();
  await expect.poll(() => code.innerText(), PATIENCE).toContain('"open_on_msg": true');
  await page.getByRole('tab', { name: 'Script + SRI' }).click();
  await expect.poll(() => code.innerText(), PATIENCE).toContain('integrity="sha384-');

  // Leaving with unsaved changes asks first.
  await page.getByRole('link', { name: 'Accounts' }).click();
  await page.getByRole('alertdialog', { name: 'Leave without saving?' }).waitFor();
  await button(page, 'Stay').click();
  await save.click();
  await expect.poll(() => save.isDisabled(), PATIENCE).toBe(true);
  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.getByText('bot.settings_saved').first().waitFor();
  expect(await problemsOf(page), 'audit').toEqual([]);
});

/** The text that a new visitor sees while the agent works on a question. */
async function thinkingText(question: string): Promise<string> {
  const visitor = new RawVisitor();
  onTestFinished(() => visitor.disconnect());
  await visitor.connect(settings.server.url);
  await visitor.hello();
  await visitor.send(question);
  return vi.waitFor(() => {
    const first = visitor.pushed.find(({ event }) => event === 'thinking');
    const text = (first?.payload as { text?: string } | undefined)?.text;
    if (!text) throw new Error(`no thinking yet: ${JSON.stringify(visitor.pushed.map(({ event }) => event))}`);
    return text;
  }, 20_000);
}

test('a thinking text is edited, validated, published, shown to a visitor, and rolled back', async () => {
  const before = await thinkingText('How long does delivery take?');
  const { page } = await settings.open('/settings/bots/1/scenario', 'settings-scenario');
  await page.getByText('List', { exact: true }).click();

  // A transition to a node that does not exist is reported at its node and prevents publishing.
  await page.getByRole('button', { name: /^ask Sure/ }).click();
  await page.getByRole('tab', { name: 'JSON' }).click();
  const json = page.getByRole('textbox', { name: 'JSON' });
  const written = await json.inputValue();
  await json.fill(written.replace('"question_kind"', '"not_there"'));
  const problem = page.getByRole('region', { name: '1 problem' }).getByRole('button', { name: /^ask/ });
  await problem.waitFor();
  await expect.poll(() => button(page, 'Publish').isDisabled(), { message: 'with a problem' }).toBe(true);
  expect(await problemsOf(page), 'a problem').toEqual([]);
  await button(page, 'Close the node').click();
  await problem.click();
  await page.getByRole('region', { name: 'Node ask', exact: true }).waitFor();
  await page.getByRole('tab', { name: 'JSON' }).click();
  await json.fill(written);
  await problem.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: /^ask_delivery/ }).click();
  await page.getByRole('textbox', { name: 'Default text' }).fill('Putting on my glasses…');
  await button(page, 'Test chat').click();
  await testChatOf(page).sees('Hi there!');
  await button(page, 'Validate').click();
  await page.getByText('Nothing is wrong with it').waitFor();
  await button(page, 'Publish').click();
  const dialog = page.getByRole('dialog', { name: 'Publish the draft?' });
  await dialog.getByLabel('Note').fill('Glasses');
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await thinkingText('How long does delivery take?')).toBe('Putting on my glasses…');

  await button(page, 'Versions').click();
  await page.getByText('Glasses', { exact: true }).waitFor();
  await button(page, 'Bring back v1').click();
  await page.getByRole('alertdialog', { name: 'Bring back v1?' }).getByRole('button', { name: 'Bring back' }).click();
  await page.getByText('v3 is live', { exact: true }).first().waitFor();
  expect(await thinkingText('How long does delivery take?')).toBe(before);
});

test('axe finds nothing: list, widget, code, graph, knowledge, accounts; light, dark, and no horizontal scrolling', async () => {
  const { page } = await settings.open('/settings/bots', 'settings-axe');
  const seen = { bots: 'New bot', 'bots/1/widget': 'Copy', 'bots/1/code': 'Save', 'bots/1/scenario': 'Validate' };
  const more = { 'bots/1/knowledge': 'New article', accounts: 'New account', desk: 'Save' };
  for (const [path, sign] of Object.entries({ ...seen, ...more })) {
    await page.goto(`${settings.server.url}/settings/${path}`);
    await button(page, sign).waitFor();
    for (const theme of ['light', 'dark']) {
      await page.evaluate((value) => {
        document.documentElement.dataset.theme = value;
      }, theme);
      expect(await problemsOf(page), `${path}, ${theme}`).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth), { message: `${path} on a phone` })
      .toBe(390);
    await page.setViewportSize({ width: 1280, height: 800 });
  }
});
