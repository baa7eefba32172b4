import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Visit, visit } from './journey.ts';
import type { ServerProcess } from './server.ts';

const PATIENCE = { timeout: 20_000, interval: 50 };

/** Uses the desk as an operator does. */
export class OperatorPage {
  readonly page: Page;
  readonly messages: Locator;
  readonly field: Locator;

  constructor(page: Page) {
    this.page = page;
    this.messages = page.locator('.desk-message, .desk-notice');
    this.field = page.getByRole('textbox', { name: 'Message' });
  }

  tab(name: 'Queue' | 'Mine' | 'All' | 'Closed'): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${name}`) });
  }

  row(text: string): Locator {
    return this.page.getByRole('navigation', { name: 'Dialogs' }).getByRole('listitem').filter({ hasText: text });
  }

  /** The panel with the data of the visitor. */
  get card(): Locator {
    return this.page.getByRole('region', { name: 'Visitor', exact: true });
  }

  action(name: string): Locator {
    const talk = this.page.getByRole('region', { name: 'Conversation', exact: true });
    return talk.getByRole('button', { name, exact: true }).first();
  }

  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
  }

  /** Waits until exactly `times` messages contain this text. */
  async sees(text: string, times = 1): Promise<void> {
    await expect
      .poll(() => this.messages.filter({ hasText: text }).count(), { ...PATIENCE, message: text })
      .toBe(times);
  }
}

/** Logs in at the desk, in a new browser context. */
export async function openDesk(
  server: Pick<ServerProcess, 'url' | 'log'>,
  { login, password }: { readonly login: string; readonly password: string },
): Promise<Visit & { readonly desk: OperatorPage }> {
  const opened = await visit(server, '/operator', `desk-${login}`);
  const { page } = opened;
  await page.getByLabel('Login').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByRole('navigation', { name: 'Dialogs' }).waitFor();
  return { ...opened, desk: new OperatorPage(page) };
}
