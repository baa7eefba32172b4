import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { freshData } from '../packages/server/test/support/fresh-data.ts';
import { FaultProxy } from '../playground/src/server/fault-proxy.ts';
import { askAboutDelivery, GREETING, PATIENCE, sees } from './support/example-page.ts';
import { accessibilityProblems, closeBrowser, visit } from './support/journey.ts';
import { focused, tabTo } from './support/keyboard.ts';
import { freePort, root, type ServerProcess, spawnNode, startServer, waitForAddress } from './support/server.ts';

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await closeBrowser();
  await server?.dispose();
});

const EXAMPLES = { react: 'react-app', vue: 'vue-app', account: 'custom-account', plain: 'plain-html' };
type Name = keyof typeof EXAMPLES;
const names = Object.keys(EXAMPLES) as Name[];

type Page = Awaited<ReturnType<typeof visit>>['page'];

/** Opens the chat by keyboard; in the account example it is a part of the page. */
async function openByKeyboard(page: Page, name: Name): Promise<void> {
  if (name !== 'account') {
    await page.getByTestId('chat-launcher').waitFor();
    await tabTo(page, /^Open chat/);
    await page.keyboard.press('Enter');
  } else await tabTo(page, 'Message');
  await expect.poll(() => focused(page)).toBe('Message');
}

describe.each(names)('%s', (name) => {
  test('a conversation by keyboard only', async () => {
    const { page } = await visit(server, `/examples/${name}/`, `${name}-keyboard`);
    await page.getByTestId('message').or(page.getByTestId('chat-launcher')).first().waitFor();
    await openByKeyboard(page, name);
    await askAboutDelivery(page);
    await expect.poll(() => focused(page), { message: 'what comes moves no focus' }).toBe('Message');
    await tabTo(page, 'Delivery and returns', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await sees(page, 'Returns are free for 30 days');
    await expect.poll(() => focused(page), { message: 'who has chosen goes on writing' }).toBe('Message');
    await page.keyboard.type('one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await expect.poll(() => page.getByRole('textbox').inputValue()).toBe('one\ntwo');
    if (name === 'account') return;
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page), { message: 'Esc gives the focus back' }).toMatch(/^Open chat/);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('textbox').inputValue(), { message: 'the draft is still there' })
      .toBe('one\ntwo');
  });

  test('shows a network outage and its end; nothing is lost or duplicated', async () => {
    const proxy = await FaultProxy.before(server.url);
    onTestFinished(() => proxy.close());
    const target = { url: proxy.url, log: server.log };
    const { page, expectProblems } = await visit(target, `/examples/${name}/`, `${name}-network`);
    expectProblems(/WebSocket connection to|net::ERR_|Failed to load resource/);
    await page.getByTestId('message').or(page.getByTestId('chat-launcher')).first().waitFor();
    await openByKeyboard(page, name);
    await sees(page, GREETING);

    proxy.offline(true);
    await page.getByTestId('connection-notice').waitFor();
    await page.keyboard.type('Where is your workshop?');
    await page.keyboard.press('Enter');
    await sees(page, 'Where is your workshop?');
    await expect
      .poll(() => page.locator('[data-delivery=pending]').count(), { message: 'it waits, and is seen to wait' })
      .toBe(1);
    expect(await accessibilityProblems(page), 'without a connection').toEqual([]);

    await tabTo(page, 'Try now', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByTestId('connection-notice').isVisible(), { message: 'it does not help yet' })
      .toBe(true);
    proxy.offline(false);
    await sees(page, 'Zelena Street 12');
    await expect.poll(() => page.getByTestId('connection-notice').isVisible(), PATIENCE).toBe(false);
    await sees(page, 'Where is your workshop?', 1);
    await expect.poll(() => page.locator('[data-delivery=pending]').count()).toBe(0);
  });

  test('uses the requested language', async () => {
    const { page } = await visit(server, `/examples/${name}/?lang=uk`, `${name}-uk`);
    if (name !== 'account') await page.getByRole('button', { name: /^Відкрити чат/ }).click();
    await sees(page, 'Вітаю!');
    const input = page.getByRole('textbox', { name: 'Повідомлення' });
    await input.fill('x'.repeat(20_000));
    await page.getByText('Текст задовгий, щоб надіслати його одразу.').waitFor();
    await page.getByRole('button', { name: 'Надіслати', exact: true }).waitFor();
    await page.getByRole('log', { name: 'Повідомлення' }).waitFor();
  });
});

describe('the page without a framework', () => {
  test('greets, shows the stages of the agent, answers, and keeps the history over a reload', async () => {
    const { page } = await visit(server, '/examples/plain/', 'plain-conversation');
    const open = () => page.getByTestId('chat-launcher').click();
    await open();
    await askAboutDelivery(page);
    await page.getByRole('button', { name: 'Delivery and returns' }).last().click();
    await sees(page, 'Returns are free for 30 days');
    await page.reload();
    await open();
    await sees(page, '2–4 working days within Ukraine');
    await sees(page, 'Returns are free for 30 days');
    await page.keyboard.press('Escape');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.id), { message: 'Esc gives the focus back' })
      .toBe('launcher');
  });

  test('axe finds no accessibility problems: closed, open, dark', async () => {
    const { page } = await visit(server, '/examples/plain/', 'plain-axe');
    await page.getByTestId('chat-launcher').waitFor();
    expect(await accessibilityProblems(page), 'closed').toEqual([]);
    await page.getByTestId('chat-launcher').click();
    await askAboutDelivery(page);
    expect(await accessibilityProblems(page), 'open').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await accessibilityProblems(page), 'dark').toEqual([]);
  });
});

test('each example starts with one command in its folder', async () => {
  for (const name of names) {
    const { scripts } = JSON.parse(readFileSync(join(root, 'examples', EXAMPLES[name], 'package.json'), 'utf8'));
    expect(scripts.start).toBe(`node ../../scripts/demo.mjs --example ${name}`);
  }
  const data = await freshData();
  const demo = spawnNode([
    'scripts/demo.mjs',
    '--example',
    'plain',
    ...['--port', String(await freePort())],
    ...['--data', data],
  ]);
  onTestFinished(async () => {
    demo.child.kill('SIGKILL');
    await demo.exit;
    rmSync(data, { recursive: true, force: true });
  });
  const url = await waitForAddress(demo);
  await expect.poll(() => demo.output(), PATIENCE).toContain(`${url}/examples/plain/`);
  expect(demo.output()).not.toContain('/examples/react/');
  expect(await (await fetch(`${url}/examples/plain/`)).text()).toContain('<!doctype html>');
});
