import { join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeBrowser, visit } from './support/journey.ts';
import { root, type ServerProcess, startServer } from './support/server.ts';

/* What the tabs of one browser share, with the browser's own locks and channels, on a real server. */

let server: ServerProcess;
let script: string;

/** A page with its own chat UI: the client, an input, and the state shared with other tabs. */
const HOST = `
  import { createChatClient, visitorKey } from '@connective-chat/core';
  import { joinTabs } from '@connective-chat/core/tabs';
  import { createComposer } from '@connective-chat/core/ui';

  window.openChat = (url) => {
    const chat = createChatClient({ url, botId: 1 });
    chat.start();
    const composer = createComposer(chat);
    const tabs = joinTabs(chat, { name: visitorKey(url, 1), composer });
    window.host = { chat, composer, tabs };
  };
`;

beforeAll(async () => {
  const bundle = await build({
    stdin: { contents: HOST, resolveDir: join(root, 'e2e') },
    bundle: true,
    format: 'iife',
    conditions: ['@connective-chat/source'],
    write: false,
  });
  script = bundle.outputFiles[0]?.text ?? '';
  server = await startServer();
});
afterAll(async () => {
  await closeBrowser();
  await server?.dispose();
});

async function openChat(page: Page): Promise<void> {
  await page.addScriptTag({ content: script });
  await page.evaluate((url) => (window as never as { openChat(url: string): void }).openChat(url), server.url);
  await expect.poll(() => page.evaluate('host.chat.status.get()'), { timeout: 20_000 }).toBe('ready');
}

const sees = (page: Page, expression: string, value: unknown) =>
  expect.poll(() => page.evaluate(expression), { timeout: 20_000 }).toEqual(value);

test('two tabs share the draft and the read state; one of them notifies, and the other one after it is closed', async () => {
  // A page of the host without a chat.
  const {
    page: first,
    context,
    expectProblems,
  } = await visit(server, '/host', 'tabs', async (page) => {
    await page
      .context()
      .route('**/host', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Host</title>' }));
  });
  // A page without an origin may not open sockets to this machine; polling still works.
  expectProblems(/ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS/);
  await openChat(first);
  const second = await context.newPage();
  await second.goto(`${server.url}/host`);
  await openChat(second);

  await first.evaluate(`host.composer.setDraft('Where is my')`);
  await sees(second, 'host.composer.get().draft', 'Where is my');
  await second.evaluate(`host.composer.setDraft('Where is my order?')`);
  await sees(first, 'host.composer.get().draft', 'Where is my order?');

  await sees(first, 'host.chat.unread.get() > 0', true);
  await sees(second, 'host.chat.unread.get() > 0', true);
  await first.evaluate('host.chat.markRead()');
  await sees(second, 'host.chat.unread.get()', 0);

  await sees(first, 'host.tabs.notifies.get()', true);
  await sees(second, 'host.tabs.notifies.get()', false);
  await first.close();
  await sees(second, 'host.tabs.notifies.get()', true);
  await sees(second, 'host.composer.get().draft', 'Where is my order?');
});
