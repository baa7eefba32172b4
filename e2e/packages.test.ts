import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './support/server.ts';

/** Runs a module in plain Node, with the built packages and without the globals of a browser. */
const run = (code: string) =>
  execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: join(root, 'e2e'), encoding: 'utf8' });

const options = `{ url: 'https://chat.example.com', botId: 1 }`;

test('every module of the React bindings has "use client"', () => {
  const dist = join(root, 'packages/react/dist');
  const modules = readdirSync(dist).filter((file) => file.endsWith('.js'));
  expect(modules).toContain('index.js');
  for (const file of modules) expect(readFileSync(join(dist, file), 'utf8'), file).toMatch(/^['"]use client['"];/);
});

test('server-side rendering with React, from the built packages', () => {
  expect(
    run(`import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { useConnectiveChat } from '@connective-chat/react';
const Chat = () => { const { status, messages } = useConnectiveChat(${options}); return status + messages.length; };
console.log(renderToString(createElement(Chat)));`).trim(),
  ).toBe('idle0');
});

test('server-side rendering with Vue, from the built packages', () => {
  expect(
    run(`import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { useConnectiveChat } from '@connective-chat/vue';
const app = createSSRApp({ setup() { const { status, messages } = useConnectiveChat(${options}); return () => status.value + messages.value.length; } });
console.log(await renderToString(app));`).trim(),
  ).toBe('idle0');
});

test('importing has no side effects: no timer or socket keeps the process alive', () => {
  const packages = [
    'core',
    'core/protocol',
    'core/ui',
    'core/tabs',
    'core/devtools',
    'core/testing',
    'react',
    'vue',
    'vanilla-ui',
    'vanilla-ui/define',
    'vanilla-ui/react',
    'vanilla-ui/vue',
  ].map((name) => `@connective-chat/${name}`);
  const code = packages.map((name) => `await import('${name}');`).join('\n');
  expect(
    run(
      `${code}\nconsole.log(process.getActiveResourcesInfo().filter((kind) => /Timeout|Immediate|TCP/.test(kind)).join());`,
    ).trim(),
  ).toBe('');
});

test('the widget can be imported, defined and created on a server, where it does nothing', () => {
  expect(
    run(`import '@connective-chat/vanilla-ui/define';
import { ConnectiveChatElement, createWidget, defineConnectiveChat } from '@connective-chat/vanilla-ui';
defineConnectiveChat();
const widget = createWidget({ server: 'https://chat.example.com', botId: 1 });
widget.open();
widget.setHeading({ title: 'Shop' });
widget.on('unread', () => {})();
widget.destroy();
const open = process.getActiveResourcesInfo().filter((kind) => /Timeout|Immediate|TCP/.test(kind));
console.log([widget.client.status.get(), typeof ConnectiveChatElement, ...open].join());`).trim(),
  ).toBe('idle,function');
});

test('core can be imported in a worker, and a client opens nothing before it is started', () => {
  const work = `import { parentPort } from 'node:worker_threads';
import { createChatClient } from '@connective-chat/core';
const chat = createChatClient(${options});
const open = process.getActiveResourcesInfo().filter((kind) => /Timeout|Immediate|TCP/.test(kind));
parentPort.postMessage([chat.status.get(), ...open].join());`;
  expect(
    run(`import { Worker } from 'node:worker_threads';
new Worker(${JSON.stringify(work)}, { eval: true }).on('message', (text) => console.log(text));`).trim(),
  ).toBe('idle');
});
