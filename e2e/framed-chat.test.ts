import { type ChatServer, demoBot } from '@connective-chat/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { ChatFace } from './support/chat-face.ts';
import { type HostPage, hostHtml, startHostPage } from './support/host-page.ts';
import { closeBrowser, visit } from './support/journey.ts';

/* A site that must not read the conversation embeds a page of your own in a frame, and that page contains the chat. */

let site: HostPage;
let own: HostPage;
let server: ChatServer;
beforeAll(async () => {
  [site, own] = await Promise.all([startHostPage(), startHostPage()]);
  server = await createTestServer({ bots: [{ ...demoBot, settings: { ...demoBot.settings, origins: [own.origin] } }] });
});
afterAll(async () => {
  await closeBrowser();
  await server?.close();
  site?.close();
  own?.close();
});

test('S19: the chat works in a cross-origin frame, and the embedding page cannot read it', async () => {
  const init = { bot_id: '1', language_code: 'en', format: 'frame', target: '#chat' };
  own.serve(
    hostHtml({ script: `${server.url}/kwjs.js`, init }).replace(
      '<h1>',
      '<div id="chat" style="height:90vh"></div><h1>',
    ),
    { 'content-security-policy': `frame-ancestors ${site.origin}` },
  );
  site.serve(`<!doctype html><html lang="en"><title>Site</title><link rel="icon" href="data:,">
<iframe title="Chat" src="${own.origin}" style="width:400px;height:700px"></iframe>`);
  const { page } = await visit({ url: site.origin, log: () => '' }, '/', 'framed-chat');
  const chat = new ChatFace(page.frameLocator('iframe[title="Chat"]'), 'widget');
  await chat.say('How long does delivery take?');
  await chat.sees('2–4 working days');
  const seen = await page.evaluate(() => {
    const { contentDocument, contentWindow } = document.querySelector('iframe') as HTMLIFrameElement;
    try {
      return contentDocument ?? contentWindow?.document.body.textContent;
    } catch (error) {
      return (error as Error).name;
    }
  });
  expect(seen).toBe('SecurityError');
});
