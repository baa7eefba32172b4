import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ChatFace, type FaceName } from './support/chat-face.ts';
import { accessibilityProblems, closeBrowser, visit } from './support/journey.ts';
import { forgetTexts, seenTexts } from './support/record-texts.ts';
import { type ServerProcess, startServer } from './support/server.ts';

/** The stage texts of the demo in the order of the agent's work; their values come from the site and its articles. */
const STAGES = [
  /^Asking our delivery service about Halo desk lamp…$/,
  /^Reading your question…$/,
  /^Searching our help pages about Halo desk lamp…$/,
  /^Reading “.+” \(\d of \d\)…$/,
  /^Writing the answer…$/,
];

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await closeBrowser();
  await server?.dispose();
});

const faces: FaceName[] = ['widget', 'react', 'vue'];

describe.each(faces)('%s: the first conversation', (name) => {
  test('greets by name, shows thinking, answers from the articles, continues with buttons, keeps the history', async () => {
    const { page } = await visit(server, ChatFace.paths[name], `${name}-conversation`);
    const chat = new ChatFace(page, name);
    await chat.open();
    await chat.sees('Hi Olena! I can help with orders, delivery and everything about Halo desk lamp.');

    await forgetTexts(page);
    await chat.say('How long does delivery take?');
    await chat.sees('2–4 working days within Ukraine');
    await chat.sees('Is there anything else about Halo desk lamp I can look up, Olena?');
    await chat.isFree();
    const order = (await seenTexts(page)).map(({ text }) => STAGES.findIndex((stage) => stage.test(text)));
    const stages = order.filter((stage) => stage >= 0);
    expect(new Set(stages).size, 'the words change with the work').toBeGreaterThan(1);
    expect(stages).toEqual([...stages].sort());

    await chat.press('Delivery and returns');
    await chat.sees('Returns are free for 30 days');
    await chat.sees('What else can I do for you?');
    await chat.press('Order status');
    await chat.sees('What is your order number?');
    await chat.say('no idea');
    await chat.sees('That does not look like an order number');
    await chat.say('HL-12345');
    await chat.sees('Order HL-12345 has been packed');
    await chat.sees('What else can I do for you?', 2);

    const before = await chat.texts();
    await page.reload();
    await chat.open();
    await chat.sees('Order HL-12345 has been packed');
    await expect.poll(() => chat.texts(), { timeout: 20_000 }).toEqual(before);
  });

  test('a server crash during a conversation loses nothing, including messages sent while it was down', async () => {
    const { page, expectProblems } = await visit(server, ChatFace.paths[name], `${name}-restart`);
    // Errors that the browser prints about a lost connection.
    expectProblems(/WebSocket connection to|net::ERR_|Failed to load resource/);
    const chat = new ChatFace(page, name);
    await chat.open();
    await chat.sees('Hi Olena!');
    await chat.say('Can I pay in instalments?');
    await chat.sees('three monthly instalments');
    await chat.isFree();

    await server.kill();
    await chat.say('Where is your workshop?');
    await chat.sees('Where is your workshop?');
    await server.start();
    await chat.sees('Zelena Street 12');
    // The answer is streamed; this is its last part.
    await chat.sees('Is there anything else about Halo desk lamp I can look up, Olena?', 2);
    await chat.isFree();

    const texts = await chat.texts();
    const firstOf = (part: string) => texts.findIndex((text) => text.includes(part));
    const places = ['Hi Olena!', 'Can I pay', 'three monthly', 'Where is your', 'Zelena Street'].map(firstOf);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    await chat.sees('Where is your workshop?', 1);

    await page.reload();
    await chat.open();
    await chat.sees('Zelena Street 12');
    await expect.poll(() => chat.texts(), { timeout: 20_000 }).toEqual(texts);
  });

  test('axe finds no accessibility problems: closed, open, answered, in light and dark', async () => {
    const { page } = await visit(server, ChatFace.paths[name], `${name}-axe`);
    const chat = new ChatFace(page, name);
    await chat.launcher.waitFor();
    expect(await accessibilityProblems(page), 'closed').toEqual([]);
    await chat.open();
    await chat.sees('Hi Olena!');
    expect(await accessibilityProblems(page), 'open').toEqual([]);
    await chat.press('Delivery and returns');
    await chat.sees('What else can I do for you?');
    await chat.say('How can I pay?');
    await chat.sees('Visa');
    expect(await accessibilityProblems(page), 'answered').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await accessibilityProblems(page), 'dark').toEqual([]);
  });
});

test('greets when the chat is opened while its hello still says that it is closed', async () => {
  let saidHello = () => {};
  const hello = new Promise<void>((done) => {
    saidHello = done;
  });
  const { page } = await visit(server, ChatFace.paths.react, 'open-during-hello', (tab) =>
    tab.routeWebSocket(/socket\.io/, (client) => {
      const upstream = client.connectToServer();
      client.onMessage((frame) => {
        upstream.send(frame);
        if (String(frame).includes('"hello"')) saidHello();
      });
      // Long enough for a click before the answer arrives.
      upstream.onMessage((frame) => void setTimeout(() => client.send(frame), 500));
    }),
  );
  const chat = new ChatFace(page, 'react');
  await hello;
  await chat.open();
  await chat.sees('Hi Olena!');
});
