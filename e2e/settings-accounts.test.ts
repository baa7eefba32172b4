import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems, closeBrowser } from './support/journey.ts';
import { type Settings, startSettings } from './support/settings.ts';

/* Accounts are created in the settings, log in with the one-time password, and can do what their role allows. */

let settings: Settings;
beforeAll(async () => {
  settings = await startSettings();
});
afterAll(async () => {
  await closeBrowser();
  await settings?.server.close();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

interface Person {
  readonly name: string;
  readonly login: string;
  readonly role: 'Admin' | 'Operator';
}

/** Creates an account on the accounts page; returns the password for its first login. */
async function createAccount(page: Page, { name, login, role }: Person): Promise<string> {
  await button(page, 'New account').click();
  const dialog = page.getByRole('dialog', { name: 'New account' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Login').fill(login);
  await dialog.getByText(role, { exact: true }).click();
  await dialog.getByRole('button', { name: 'New account' }).click();
  const shown = page.getByRole('alertdialog', { name: 'One-time password' });
  const password = await shown.locator('pre').innerText();
  await shown.getByRole('button', { name: 'Done' }).click();
  await shown.waitFor({ state: 'detached' });
  return password;
}

async function logIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('Login', { exact: true }).fill(login);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await button(page, 'Log in').click();
}

/** The first login: the one-time password, and another in its place. */
async function logInFirst(page: Page, login: string, oneTime: string, own: string): Promise<void> {
  await logIn(page, login, oneTime);
  await page.getByLabel('One-time password').fill(oneTime);
  await page.getByLabel('New password', { exact: true }).fill(own);
  await page.getByLabel('New password once more').fill(own);
  await button(page, 'Set the password').click();
}

const row = (page: Page, login: string) => page.getByRole('listitem').filter({ hasText: `${login} ·` });

test('an operator account is created, works at the desk, cannot change settings, and is locked out when disabled', async () => {
  const { page } = await settings.open('/settings/accounts', 'accounts-admin');
  const oneTime = await createAccount(page, { name: 'Vera Kovalenko', login: 'vera', role: 'Operator' });
  await row(page, 'vera').getByText('One-time password').waitFor();
  expect(await accessibilityProblems(page, '#root')).toEqual([]);

  const { page: desk, expectProblems } = await settings.visit('/operator', 'accounts-operator');
  // Before the password is changed, without the needed role, and after the account is disabled.
  expectProblems(/status of 40[13]/);
  await logInFirst(desk, 'vera', oneTime, 'vera has a long word');
  await desk.getByRole('navigation', { name: 'Dialogs' }).waitFor();
  await desk.goto(`${settings.server.url}/settings/accounts`);
  await desk.getByText('Only admins change settings').waitFor();

  await page.reload();
  await row(page, 'vera').waitFor();
  await expect
    .poll(() => row(page, 'vera').getByText('One-time password').count(), { message: 'it was changed' })
    .toBe(0);
  await button(page, 'Actions for Vera Kovalenko').click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  await row(page, 'vera').getByText('Disabled').waitFor();
  const { page: again, expectProblems: expectAgain } = await settings.visit('/operator', 'accounts-disabled');
  expectAgain(/status of 401/);
  await logIn(again, 'vera', 'vera has a long word');
  await again.getByText('Wrong login or password.').waitFor();
});

test('an admin account is created, changes settings, and is deleted', async () => {
  const { page } = await settings.open('/settings/accounts', 'accounts-owner');
  const oneTime = await createAccount(page, { name: 'Borys', login: 'borys', role: 'Admin' });
  await row(page, 'borys').getByText('Admin').waitFor();

  const { page: own, expectProblems } = await settings.visit('/settings', 'accounts-new-admin');
  expectProblems(/status of 403/);
  await logInFirst(own, 'borys', oneTime, 'borys has a long word');
  await button(own, 'New bot').click();
  const dialog = own.getByRole('dialog', { name: 'New bot' });
  await dialog.getByLabel('Name').fill('Bot of Borys');
  await dialog.getByRole('button', { name: 'New bot' }).click();
  await own.getByRole('heading', { name: 'Bot of Borys' }).waitFor();

  await button(page, 'Actions for Borys').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const ask = page.getByRole('alertdialog', { name: 'Delete Borys?' });
  await ask.getByRole('button', { name: 'Delete' }).click();
  await row(page, 'borys').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.getByText('account.deleted').waitFor();
});

test('an account changes its own name and password, and is told what is wrong with them', async () => {
  const { page: admin } = await settings.open('/settings/accounts', 'accounts-for-profile');
  const oneTime = await createAccount(admin, { name: 'Daria', login: 'daria', role: 'Operator' });
  const { page, expectProblems } = await settings.visit('/operator', 'accounts-profile');
  // Before the password is changed, and after a wrong one.
  expectProblems(/status of 40[013]/);
  await logInFirst(page, 'daria', oneTime, 'daria has a long word');
  await page.getByRole('navigation', { name: 'Dialogs' }).waitFor();
  const dialog = page.getByRole('alertdialog', { name: 'Your account' });
  const openProfile = async () => {
    await button(page, 'Account and appearance').click();
    await page.getByRole('menuitem', { name: 'Your account' }).click();
    await dialog.waitFor();
  };
  const save = dialog.getByRole('button', { name: 'Save' });

  await openProfile();
  expect(await accessibilityProblems(page, '.ui-dialog')).toEqual([]);
  await dialog.getByLabel('Address of your picture').fill('http://shop.example/daria.png');
  await dialog.getByText('Begin with https://').waitFor();
  await expect.poll(() => save.isDisabled(), { message: 'a picture that browsers block' }).toBe(true);
  await dialog.getByLabel('Address of your picture').fill('');
  await dialog.getByLabel('New password', { exact: true }).fill('short');
  await dialog.getByText('Has fewer than 12 characters.').waitFor();
  await expect.poll(() => save.isDisabled(), { message: 'a short password' }).toBe(true);
  await dialog.getByLabel('Name', { exact: true }).fill('Daria of Halo');
  await dialog.getByLabel('Present password', { exact: true }).fill('not my password');
  await dialog.getByLabel('New password', { exact: true }).fill('another rather long word');
  await save.click();
  await dialog.getByText('The present password is not right.').waitFor();
  await dialog.getByLabel('Present password', { exact: true }).fill('daria has a long word');
  await save.click();
  await page.getByText('Your account is saved').waitFor();
  await dialog.waitFor({ state: 'detached' });

  await admin.reload();
  await row(admin, 'daria').getByText('Daria of Halo').waitFor();
  const { page: again } = await settings.visit('/operator', 'accounts-new-password');
  await logIn(again, 'daria', 'another rather long word');
  await again.getByRole('navigation', { name: 'Dialogs' }).waitFor();
});
