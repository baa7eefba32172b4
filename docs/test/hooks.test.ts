import { join } from 'node:path';
import { type ChatClient, type ChatClientOptions, visitorKey } from '@connective-chat/core';
import { joinTabs } from '@connective-chat/core/tabs';
import { approvalBody } from '@connective-chat/core/testing';
import { createComposer } from '@connective-chat/core/ui';
import { ConnectiveChatProvider } from '@connective-chat/react';
import { provideConnectiveChat } from '@connective-chat/vue';
import { act, cleanup, render } from '@testing-library/react';
import { mount } from '@vue/test-utils';
import { type ComponentType, createElement } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Component, defineComponent, h, nextTick } from 'vue';
import {
  createScriptedClient,
  textMessage,
  type UnconnectedClient,
} from '../../packages/core/test/ui/scripted-client.ts';
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
    shareClient: (create: (options: ChatClientOptions) => ChatClient, options: ChatClientOptions) =>
      new SharedClient(create, options),
  };
});

/** A BroadcastChannel within this page that delivers synchronously. */
class Line extends EventTarget {
  static readonly open = new Set<Line>();
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
    Line.open.add(this);
  }
  postMessage(data: unknown): void {
    for (const other of Line.open) {
      if (other !== this && other.name === this.name) other.dispatchEvent(new MessageEvent('message', { data }));
    }
  }
  close(): void {
    Line.open.delete(this);
  }
}
vi.stubGlobal('BroadcastChannel', Line);
afterEach(cleanup);

/** A rendered example. */
interface Shown {
  readonly element: HTMLElement;
  client(): UnconnectedClient;
  change(task: () => unknown): Promise<void>;
}

/** Writes the files of a page and renders the last one, inside a provider if the example has none. */
async function load(page: string, language: 'tsx' | 'vue'): Promise<unknown> {
  const examples = examplesOf(page, language);
  const folder = writeExamples(join('docs-hooks', page, language), examples);
  const entry = examples.at(-1);
  if (!entry) throw new Error(`${page} has no ${language}`);
  return import(/* @vite-ignore */ join(folder, entry.file));
}

/** Renders an example with React. StrictMode creates two clients, of which the second is in use. */
async function showReact(page: string): Promise<Shown> {
  const given = createScriptedClient();
  const [Example] = Object.values((await load(page, 'tsx')) as Record<string, ComponentType>);
  if (!Example) throw new Error(`${page} exports no component`);
  made = undefined;
  const wrapper = (client: ChatClient) => createElement(ConnectiveChatProvider, { client }, createElement(Example));
  const { container } = render(wrapper(given));
  return {
    element: container,
    client: () => made ?? given,
    change: (task) =>
      act(async () => {
        await task();
      }),
  };
}

async function showVue(page: string): Promise<Shown> {
  const given = createScriptedClient();
  const { default: Example } = (await load(page, 'vue')) as { default: Component };
  made = undefined;
  const Root = defineComponent(() => {
    provideConnectiveChat(given);
    return () => h(Example);
  });
  const view = mount(Root, { attachTo: document.body.appendChild(document.createElement('div')) });
  await nextTick();
  return {
    element: view.element.parentElement as HTMLElement,
    client: () => made ?? given,
    async change(task) {
      await task();
      await nextTick();
      await nextTick();
    },
  };
}

const textOf = ({ element }: Shown) => (element.textContent ?? '').replace(/\s+/g, ' ').trim();

function type(element: HTMLElement, text: string): void {
  const input = element.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
  if (!input) throw new Error('nothing to type into');
  const prototype = input instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(input, text);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

const press = (element: HTMLElement, name = 'button') => element.querySelector<HTMLElement>(name)?.click();

/** For each page: what happens to its example. Returns what it shows, the same for every framework. */
const STORIES: Record<string, (shown: Shown) => Promise<unknown[]>> = {
  'hooks/use-connective-chat.md': async (shown) => {
    const { client, change, element } = shown;
    const seen: unknown[] = [client().options.paramsFromSite, client().leases];
    await change(() => client().append(textMessage('a', 'Hello')));
    seen.push(textOf(shown));
    await change(() => client().set({ thinking: { text: 'Searching', stage: null, steps: [], since: 0, until: 1 } }));
    seen.push(textOf(shown));
    await change(() => type(element, 'Where is it?'));
    await change(() => element.querySelector('form')?.requestSubmit());
    seen.push(client().called('send'), element.querySelector('input')?.value);
    return seen;
  },
  'hooks/provide-a-chat.md': async (shown) => {
    const seen: unknown[] = [textOf(shown), shown.client().leases];
    await shown.change(() => shown.client().set({ unread: 2 }));
    return [...seen, textOf(shown)];
  },
  'hooks/use-message.md': async (shown) => {
    await shown.change(() => shown.client().append(textMessage('a', 'One'), textMessage('b', 'Two')));
    const seen = [textOf(shown)];
    await shown.change(() => shown.client().replace({ ...textMessage('a', 'Changed'), delivery: 'failed' }));
    return [...seen, textOf(shown), shown.element.querySelector('li')?.dataset.delivery];
  },
  'hooks/use-approval.md': async (shown) => {
    const { client, change, element } = shown;
    const { id } = textMessage('a', '');
    const body = approvalBody('Shall I?', { tool: 'Change it', items: [{ label: 'City', value: 'Bern' }] });
    await change(() => client().append({ ...textMessage(id, ''), serverId: id, body }));
    const seen: unknown[] = [textOf(shown)];
    await change(() => press(element, '[data-part=approve]'));
    seen.push(client().called('press'));
    await change(() => client().append(textMessage('b', 'No, wait', 'visitor')));
    return [...seen, textOf(shown), element.querySelector('[role=group]')?.getAttribute('aria-describedby')];
  },
  'hooks/use-chat-selector.md': async (shown) => {
    const seen = [textOf(shown)];
    await shown.change(() => shown.client().append({ ...textMessage('a', 'One', 'visitor'), delivery: 'pending' }));
    return [...seen, textOf(shown)];
  },
  'hooks/use-composer.md': async (shown) => {
    const { client, change, element } = shown;
    await change(() => type(element, 'Hello'));
    await change(() => client().set({ sendState: { ok: false, reason: 'thinking' } }));
    const send = () => element.querySelector('[data-part=send]');
    const reason = () => element.querySelector('[data-part=reason]');
    const seen: unknown[] = [reason()?.textContent, send()?.getAttribute('aria-disabled')];
    seen.push(element.querySelector('textarea')?.getAttribute('aria-describedby') === reason()?.id);
    await change(() => client().set({ sendState: { ok: true } }));
    await change(() => press(element, '[data-part=send]'));
    return [...seen, client().called('send'), element.querySelector('textarea')?.value];
  },
  'hooks/use-unread.md': async (shown) => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible');
    await shown.change(() => shown.client().set({ unread: 12 }));
    const button = shown.element.querySelector('button');
    const seen = [textOf(shown), button?.getAttribute('aria-label')];
    await shown.change(() => press(shown.element));
    return [...seen, textOf(shown), button?.getAttribute('aria-label'), button?.getAttribute('aria-expanded')];
  },
  'hooks/use-scroll-anchor.md': async (shown) => {
    await shown.change(() => shown.client().append(textMessage('a', 'One')));
    const log = shown.element.querySelector('[data-part=log]');
    return [textOf(shown), log?.getAttribute('role'), log?.querySelector('p')?.dataset.messageId];
  },
  'hooks/use-panel.md': async (shown) => {
    const { element, change, client } = shown;
    const seen: unknown[] = [textOf(shown), element.querySelector<HTMLElement>('#chat')?.hidden];
    await change(() => press(element));
    seen.push(textOf(shown), document.activeElement?.tagName, [...client().calls]);
    const esc = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    await change(() => document.activeElement?.dispatchEvent(esc));
    return [...seen, textOf(shown), document.activeElement?.tagName];
  },
  'hooks/use-tabs.md': async (shown) => {
    const input = () => shown.element.querySelector('textarea');
    const otherClient = createScriptedClient();
    const other = createComposer(otherClient);
    const tab = joinTabs(otherClient, { name: visitorKey('https://chat.example.com', 1), composer: other });
    const seen: unknown[] = [textOf(shown)];
    await shown.change(() => type(shown.element, 'Written here'));
    seen.push(other.get().draft);
    await shown.change(() => other.setDraft('Written there'));
    seen.push(input()?.value);
    tab.leave();
    // A tab that opens later gets the current state, not the first one.
    const lateClient = createScriptedClient();
    const late = createComposer(lateClient);
    const third = joinTabs(lateClient, { name: visitorKey('https://chat.example.com', 1), composer: late });
    seen.push(late.get().draft);
    third.leave();
    return seen;
  },
  'hooks/use-announcer.md': async (shown) => {
    await shown.change(() => shown.client().append(textMessage('a', 'It has arrived')));
    // Announcements are collected for a short time.
    await vi.waitFor(() => expect(textOf(shown)).not.toBe(''), { timeout: 20_000 });
    return [textOf(shown), shown.element.querySelector('[aria-live=polite]')?.textContent];
  },
  'hooks/use-chat-client.md': async (shown) => {
    const seen = [textOf(shown)];
    const message = { ...textMessage('a', 'Hi'), from: { kind: 'operator', name: 'Iryna' } as const };
    await shown.change(() => shown.client().emit('message', message));
    return [...seen, textOf(shown)];
  },
};

/** What each example shows at the end. */
const ENDINGS: Record<string, unknown[]> = {
  'hooks/use-connective-chat.md': [
    { product: 'Desk lamp' },
    1,
    'bot: Hello Send',
    'bot: Hello Searching Send',
    [['send', 'Where is it?']],
    '',
  ],
  'hooks/provide-a-chat.md': ['Shop, 0 unread', 1, 'Shop, 2 unread'],
  'hooks/use-message.md': ['OneTwo', 'ChangedTwo', 'failed'],
  'hooks/use-approval.md': [
    'Shall I? Change it City Bern Approve Decline',
    [['press', 'a', expect.objectContaining({ id: 'approve' })]],
    'Shall I? Change it City Bern No longer waiting for your answer No, wait',
    'text-a',
  ],
  'hooks/use-chat-selector.md': ['0 to be sent', '1 to be sent'],
  'hooks/use-composer.md': ['You can send as soon as the answer is here.', 'true', true, [['send', 'Hello']], ''],
  'hooks/use-unread.md': ['Chat 9+', 'Chat, 12 unread', 'Chat', 'Chat, 0 unread', 'true'],
  'hooks/use-scroll-anchor.md': ['One', 'log', 'a'],
  'hooks/use-panel.md': ['Chat', true, 'Close', 'TEXTAREA', [['setOpen', true]], 'Chat', 'BUTTON'],
  'hooks/use-tabs.md': ['This tab sounds', 'Written here', 'Written there', 'Written there'],
  'hooks/use-announcer.md': ['Shop: It has arrived', 'Shop: It has arrived'],
  'hooks/use-chat-client.md': ['Last: nobody', 'Last: Iryna'],
};

describe.each(pages().filter((page) => page.startsWith('hooks/use') || page.startsWith('hooks/provide')))(
  '%s',
  (page) => {
    it.each([
      ['React', showReact],
      ['Vue', showVue],
    ])('the example in %s runs as documented', async (_, show) => {
      const story = STORIES[page];
      if (!story) throw new Error(`tell a story of ${page}`);
      // Compares without spaces, because frameworks differ in the spaces between elements.
      const plain = (value: unknown) => (typeof value === 'string' ? value.replace(/\s+/g, '') : value);
      expect((await story(await show(page))).map(plain)).toEqual(ENDINGS[page]?.map(plain));
    });
  },
);
