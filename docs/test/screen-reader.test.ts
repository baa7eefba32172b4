import { ChatError, type Message } from '@connective-chat/core';
import { ConnectiveChatProvider } from '@connective-chat/react';
import { provideConnectiveChat } from '@connective-chat/vue';
import { Virtual } from '@guidepup/virtual-screen-reader';
import { act, cleanup, render } from '@testing-library/react';
import { mount as mountVue } from '@vue/test-utils';
import { createElement } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, nextTick } from 'vue';
import { Chat } from '../../examples/react-app/src/chat/chat.tsx';
import ChatWindow from '../../examples/vue-app/src/chat/ChatWindow.vue';
import {
  createScriptedClient,
  textMessage,
  type UnconnectedClient,
} from '../../packages/core/test/ui/scripted-client.ts';
import { mount as mountWidget } from '../../packages/vanilla-ui/test/support/mount.ts';

Element.prototype.scrollTo ??= () => {};
// jsdom has no `CSS.escape`, with which the reader finds the elements that an attribute refers to.
vi.stubGlobal('CSS', { escape: (id: string) => id.replace(/[^\w-]/g, '\\$&') });
afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

const online = { status: 'online', error: null, willRetryAt: null, attempt: 0 } as const;
const history = { status: 'ready', hasOlder: false, isLoadingOlder: false, error: null } as const;
const thinking = (text: string) => ({ text, stage: null, steps: [], since: 0, until: Date.now() + 60_000 });

/** A UI on a chat that the test controls, with its announcements. */
interface SpokenChat {
  readonly container: Node;
  /** Applies a change and waits until it is rendered. */
  settle(change: () => unknown): Promise<void>;
}

const UIS: Readonly<Record<string, (client: UnconnectedClient) => Promise<SpokenChat>>> = {
  async React(client) {
    const settle = (change: () => unknown) => act(async () => void (await change()));
    const view = render(createElement(ConnectiveChatProvider, { client }, createElement(Chat)));
    await settle(() => view.getByTestId('chat-launcher').click());
    return { container: view.container, settle };
  },
  async Vue(client) {
    const Root = defineComponent(() => {
      provideConnectiveChat(client);
      return () => h(ChatWindow);
    });
    const view = mountVue(Root, { attachTo: document.body });
    const settle = async (change: () => unknown) => {
      await change();
      await nextTick();
    };
    await settle(() => view.get<HTMLElement>('[data-part=launcher]').element.click());
    return { container: view.element.parentElement as Node, settle };
  },
  async 'the widget'(client) {
    const { open, find } = mountWidget({ client });
    await open();
    return { container: find('.panel'), settle: async (change) => void (await change()) };
  },
};

const draft = textMessage('answer', '');
const answer = (text: string, change: Partial<Message> = {}): Message => ({
  ...draft,
  body: { type: 'text', format: 'markdown', text },
  ...change,
});
const button = (id: string, label: string) => ({ id, label, action: { type: 'reply' } }) as const;
const question: Message = {
  ...textMessage('question', ''),
  serverId: 'question',
  body: {
    type: 'text',
    format: 'plain',
    text: 'Shall I change it?',
    buttons: [[button('approve', 'Change it'), button('decline', 'No')]],
    approval: { tool: 'Change the delivery address' },
  },
};

/** What happens, and what a screen reader says about it. */
const SCENES: readonly (readonly [
  happens: string,
  change: (client: UnconnectedClient) => unknown,
  ms: number,
  says: readonly string[],
])[] = [
  [
    'the connection is lost',
    (client) => client.set({ connection: { ...online, status: 'reconnecting' } }),
    3_000,
    ['polite: No connection. Trying to reconnect…'],
  ],
  ['it is back', (client) => client.set({ connection: online }), 0, ['polite: Connected again']],
  ['a message', (client) => client.append(textMessage('hello', 'Hello Olena')), 250, ['polite: Shop: Hello Olena']],
  [
    'an agent works',
    (client) => client.set({ thinking: thinking('Reading your question…') }),
    500,
    ['polite: Reading your question…'],
  ],
  [
    'its next step',
    (client) => client.set({ thinking: thinking('Searching our help pages…') }),
    5_000,
    ['polite: Searching our help pages…'],
  ],
  [
    'a message waits for the answer',
    (client) => client.set({ queued: { id: 'queued', text: 'And to Norway?' } }),
    0,
    ['polite: Sent after this answer'],
  ],
  [
    'the answer begins',
    (client) => {
      client.set({ thinking: null, queued: null });
      client.append(answer('It ta', { streaming: true }));
    },
    1_500,
    [],
  ],
  [
    'a sentence of it is complete',
    (client) => client.replace(answer('It takes **two** days. To Nor', { streaming: true })),
    1_500,
    ['polite: Shop: It takes two days.'],
  ],
  [
    'two more',
    (client) => client.replace(answer('It takes **two** days. To Norway four. Yes! Wh', { streaming: true })),
    1_500,
    ['polite: To Norway four. Yes!'],
  ],
  [
    'the visitor stops it',
    (client) => {
      client.emit('stopSettled', { stopped: true });
      client.replace(answer('It takes **two** days. To Norway four. Yes! What', { stopped: true }));
    },
    250,
    ['polite: What (Stopped)'],
  ],
  [
    'an approval is asked',
    (client) => client.append(question),
    250,
    ['polite: Shop: Shall I change it? · Change the delivery address. This needs your approval.'],
  ],
  [
    'it is answered',
    (client) =>
      client.append({
        ...textMessage('press', '', 'visitor'),
        body: { type: 'press', messageId: 'question', buttonId: 'approve', label: 'Change it' },
      }),
    0,
    ['polite: You approved'],
  ],
  [
    'an agent is overdue',
    (client) => client.set({ overdue: { text: '', choices: ['wait', 'person', 'retry'], since: Date.now() } }),
    0,
    ['polite: This takes longer than usual. You can write meanwhile. Keep waiting, Talk to an operator, Ask again'],
  ],
  [
    'a message is refused',
    (client) =>
      client.append({
        ...textMessage('mine', 'Where is it?', 'visitor'),
        delivery: 'failed',
        error: new ChatError('BLOCKED', 'Refused.'),
      }),
    0,
    ['assertive: Not sent: it was refused. Where is it?'],
  ],
  [
    'an operator joins and writes',
    (client) => {
      const joined = { type: 'notice', event: 'operator_joined', text: 'Iryna has joined.' } as const;
      client.set({
        overdue: null,
        dialog: { status: 'operator', operator: { id: 'iryna', name: 'Iryna' }, queuePosition: null },
      });
      client.append(
        { ...textMessage('joined', '', 'system'), body: joined },
        { ...textMessage('hi', 'Good evening'), from: { kind: 'operator', name: 'Iryna' } },
      );
    },
    250,
    ['polite: Iryna has joined.', 'polite: Iryna: Good evening'],
  ],
];

const isAnnouncement = (phrase: string) => /^(?:polite|assertive): /.test(phrase);

describe.each(Object.keys(UIS))('a screen reader in the UI of %s', (name) => {
  it('says each change once, in full', async () => {
    const client = createScriptedClient();
    client.set({ status: 'ready', connection: online, history });
    const { container, settle } = await (UIS[name] as (typeof UIS)[string])(client);
    vi.useFakeTimers();
    const reader = new Virtual();
    await reader.start({ container });
    const said: Record<string, readonly string[]> = {};
    const pass = (ms: number) => settle(() => vi.advanceTimersByTimeAsync(ms));
    for (const [happens, change, ms] of SCENES) {
      await reader.clearSpokenPhraseLog();
      await settle(() => change(client));
      await vi.dynamicImportSettled();
      await pass(ms);
      await vi.dynamicImportSettled();
      // Longer than an announcement stays, so that one that is said again is also heard.
      await pass(1_400);
      said[happens] = (await reader.spokenPhraseLog()).filter(isAnnouncement);
    }
    await reader.stop();
    expect(said).toEqual(Object.fromEntries(SCENES.map(([happens, , , says]) => [happens, says])));
  });
});
