// @vitest-environment jsdom
import { join } from 'node:path';
import type { ChatClientOptions } from '@connective-chat/core';
import { act, cleanup, render } from '@testing-library/react';
import { mount } from '@vue/test-utils';
import { type ComponentType, createElement } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Component, nextTick } from 'vue';
import {
  createScriptedClient,
  textMessage,
  type UnconnectedClient,
} from '../../packages/core/test/ui/scripted-client.ts';
import { checkInit } from '../../packages/vanilla-ui/src/embed/check-init.ts';
import { checkAttributes } from '../../packages/vanilla-ui/src/options/check-attributes.ts';
import { examplesOf, pages, writeExamples } from './support/examples.ts';

let made: UnconnectedClient | undefined;
vi.mock('@connective-chat/core', async (original) => ({
  ...(await original<typeof import('@connective-chat/core')>()),
  createChatClient: (options: ChatClientOptions) => {
    made = createScriptedClient(options);
    return made;
  },
}));

// All examples use the same options, so without this mock an example would share the client of the one before.
vi.mock('@connective-chat/core/ui', async (original) => {
  const { SharedClient } = await import('../../packages/core/src/ui/shared-client.ts');
  return {
    ...(await original<typeof import('@connective-chat/core/ui')>()),
    shareClient: (
      create: (options: ChatClientOptions) => import('@connective-chat/core').ChatClient,
      options: ChatClientOptions,
    ) => new SharedClient(create, options),
  };
});

let warnings: string[];
beforeEach(() => {
  made = undefined;
  warnings = [];
  vi.spyOn(console, 'warn').mockImplementation((text: string) => warnings.push(text));
});
afterEach(cleanup);

/** The component of a page, from the first example in a language. */
async function componentOf(page: string, language: 'tsx' | 'vue'): Promise<unknown> {
  const [example] = examplesOf(page, language);
  if (!example) throw new Error(`${page} has no ${language}`);
  const folder = writeExamples(join('docs-start', page), [example]);
  const [component] = Object.values((await import(/* @vite-ignore */ join(folder, example.file))) as object);
  return component;
}

/** Receives a message with the agent's work after it, writes, and submits. */
async function converse(element: HTMLElement, settle: (change: () => unknown) => Promise<void>): Promise<void> {
  const client = made as UnconnectedClient;
  expect(client.options).toMatchObject({ url: 'http://localhost:3000', botId: 1 });
  await settle(() => client.append(textMessage('a', 'Hello')));
  await settle(() => client.set({ thinking: { text: 'Searching', stage: null, steps: [], since: 0, until: 1 } }));
  expect(element.textContent).toContain('Hello');
  expect(element.querySelector('[role=status]')?.textContent).toBe('Searching');
  const input = element.querySelector('input') as HTMLInputElement;
  await settle(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, 'Where is it?');
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await settle(() => element.querySelector('form')?.requestSubmit());
  expect(client.calls).toContainEqual(['send', 'Where is it?']);
  expect(input.value).toBe('');
}

it.each(['start/react.md', 'start/next.md'])('the component in %s shows a conversation and sends', async (page) => {
  const Example = (await componentOf(page, 'tsx')) as ComponentType;
  const { container } = render(createElement(Example));
  await converse(container, (change) =>
    act(async () => {
      await change();
    }),
  );
});

it.each(['start/vue.md', 'start/nuxt.md'])('the component in %s shows a conversation and sends', async (page) => {
  const Example = (await componentOf(page, 'vue')) as Component;
  const view = mount(Example, { attachTo: document.body.appendChild(document.createElement('div')) });
  await converse(view.element.parentElement as HTMLElement, async (change) => {
    await change();
    await nextTick();
    await nextTick();
  });
  view.unmount();
});

it('every kw() call and every element in the HTML of the docs has only options that exist', async () => {
  const html = pages().flatMap((page) => examplesOf(page, 'html').map(({ code }) => ({ page, code })));
  const calls: unknown[][] = [];
  let elements = 0;
  for (const { code } of html) {
    const parsed = new DOMParser().parseFromString(code, 'text/html');
    for (const element of parsed.querySelectorAll('connective-chat')) {
      elements += 1;
      checkAttributes(element, ['server', 'bot-id', 'format', 'locale', 'theme', 'heading', 'subheading', 'avatar']);
    }
    for (const script of parsed.querySelectorAll('script:not([src]):not([type])')) {
      const page = new DOMParser().parseFromString('<script></script>', 'text/html');
      const scope = {} as Record<string, { q?: ArrayLike<unknown>[] }>;
      // The page's own code, with a page and a window of its own. `kw` is a global of the window.
      new Function('window', 'document', `with (window) { ${script.textContent} }`)(scope, page);
      expect(page.querySelector('script[src$="/kwjs.js"]'), script.textContent ?? '').not.toBeNull();
      calls.push(...(scope.kw?.q ?? []).map((call) => Array.from(call)));
    }
  }
  expect(elements).toBeGreaterThan(2);
  const inits = calls.filter(([name]) => name === 'init');
  expect(inits.length).toBeGreaterThan(0);
  for (const [, options] of inits) checkInit(options);
  // A mistake of the test itself: the texts of the warnings are loaded with the first one.
  checkInit({ bot_idd: 1 });
  await vi.waitFor(() => expect(warnings.length).toBeGreaterThan(0), { timeout: 20_000 });
  expect(warnings.filter((text) => !text.includes('bot_idd'))).toEqual([]);
});
