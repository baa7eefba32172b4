import type { Browser } from 'playwright-core';

const PATIENCE_MS = 60_000;
const QUESTION = 'How long does delivery take?';
const ANSWER = '2–4 working days within Ukraine';

/** Asks the demo bot a question on a page, and waits for its answer. Fails if the page reports an error. */
export async function converse(browser: Browser, url: string, ui: 'form' | 'widget'): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  try {
    await page.goto(url);
    if (ui === 'widget') await page.locator('[part~=launcher]').click();
    await page.getByText('I can help with orders').first().waitFor();
    const input = page.getByRole('textbox', { name: 'Message' });
    await input.fill(QUESTION);
    await input.press('Enter');
    await page.getByText(ANSWER).first().waitFor();
  } catch (error) {
    throw new Error(`${url}\n${problems.join('\n')}\n${await page.locator('body').innerText()}`, { cause: error });
  } finally {
    await context.close();
  }
  if (problems.length > 0) throw new Error(`${url} reported\n${problems.join('\n')}`);
}
