import type { Browser } from 'playwright-core';
import type { Dialogue, PackedPage } from './packed-app.types.ts';

const PATIENCE_MS = 60_000;

const WITH_DEMO_BOT: Dialogue = {
  greeting: 'I can help with orders',
  question: 'How long does delivery take?',
  answer: '2–4 working days within Ukraine',
};

/** Asks a question on a page, and waits for the answer. Fails if the page reports an error or a warning. */
export async function converse(browser: Browser, origin: string, page: PackedPage): Promise<void> {
  const url = origin + page.path;
  const { greeting, question, answer } = page.dialogue ?? WITH_DEMO_BOT;
  const context = await browser.newContext();
  const tab = await context.newPage();
  tab.setDefaultTimeout(PATIENCE_MS);
  const problems: string[] = [];
  tab.on('pageerror', (error) => problems.push(error.message));
  tab.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  try {
    await tab.goto(url);
    if (page.ui === 'widget') await tab.locator('[part~=launcher]').click();
    await tab.getByText(greeting).first().waitFor();
    const input = tab.getByRole('textbox', { name: 'Message' });
    await input.fill(question);
    await input.press('Enter');
    await tab.getByText(answer).first().waitFor();
  } catch (error) {
    throw new Error(`${url}\n${problems.join('\n')}\n${await tab.locator('body').innerText()}`, { cause: error });
  } finally {
    await context.close();
  }
  if (problems.length > 0) throw new Error(`${url} reported\n${problems.join('\n')}`);
}
