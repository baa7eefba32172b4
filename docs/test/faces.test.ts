import type { Button, Message } from '@connective-chat/core';
import { approvalStateOf } from '@connective-chat/core/ui';
import { ConnectiveChatProvider } from '@connective-chat/react';
import { provideConnectiveChat } from '@connective-chat/vue';
import { act, cleanup, render } from '@testing-library/react';
import { mount } from '@vue/test-utils';
import { createElement, Fragment } from 'react';
import { afterEach, vi } from 'vitest';
import { defineComponent, h, nextTick } from 'vue';
import { Chat } from '../../examples/react-app/src/chat/chat.tsx';
import ChatWindow from '../../examples/vue-app/src/chat/ChatWindow.vue';
import { Composer as DeskComposer } from '../../packages/console/src/desk/composer/composer.tsx';
import { MessageBody } from '../../packages/console/src/desk/talk/message-body.tsx';
import { stillDesk } from '../../packages/console/test/desk/support/still-desk.tsx';
import { summaryOf } from '../../packages/console/test/desk/support/summary-of.ts';
import { describeFace, type Face, type PressedButton } from '../../packages/core/test/ui/face-conformance.ts';
import {
  createScriptedClient,
  textMessage,
  type UnconnectedClient,
} from '../../packages/core/test/ui/scripted-client.ts';
import { mount as mountWidget } from '../../packages/vanilla-ui/test/support/mount.ts';

Element.prototype.scrollTo ??= () => {};
afterEach(cleanup);

/** A connected chat whose history is loaded. */
function readyClient(): UnconnectedClient {
  const client = createScriptedClient();
  client.set({
    status: 'ready',
    connection: { status: 'online', error: null, willRetryAt: null, attempt: 0 },
    history: { status: 'ready', hasOlder: false, isLoadingOlder: false, error: null },
  });
  return client;
}

let count = 0;
function messageOf(text: string, format: 'plain' | 'markdown'): Message {
  count += 1;
  return { ...textMessage(`m${count}`, text), body: { type: 'text', text, format } };
}

const sentBy = (client: UnconnectedClient) => client.called('send').map(([, text]) => text as string);

/** Finds the parts of a chat UI by their selectors. */
function partsOf(root: ParentNode, text: string, input: string, send: string) {
  const find = <T extends Element>(selector: string): T => {
    const found = [...root.querySelectorAll<T>(selector)].at(-1);
    if (!found) throw new Error(`nothing matches ${selector}`);
    return found;
  };
  return {
    newest: () => find(text),
    input: () => find<HTMLTextAreaElement>(input),
    sendButton: () => find<HTMLElement>(send),
  };
}

const pressedBy = (client: UnconnectedClient): readonly PressedButton[] =>
  client.called('press').map(([, messageId, button]) => ({
    messageId: messageId as string,
    buttonId: (button as Button).id,
  }));

function putIn(client: UnconnectedClient, message: Message): void {
  if (client.message(message.id).get()) client.replace(message);
  else client.append(message);
}

const settleReact: Face['settle'] = (change) =>
  act(async () => {
    await change();
  });

describeFace({
  name: 'React',
  async mount() {
    const client = readyClient();
    const view = render(createElement(ConnectiveChatProvider, { client }, createElement(Chat)));
    await settleReact(() => view.getByTestId('chat-launcher').click());
    return {
      ...partsOf(view.container, '[data-part=message] .rich', '[data-part=input]', '[data-part=send]'),
      root: view.container,
      receive: (text, format) => settleReact(() => client.append(messageOf(text, format))),
      put: (message) => settleReact(() => putIn(client, message)),
      pressed: () => pressedBy(client),
      sent: () => sentBy(client),
      settle: settleReact,
      unmount: async () => view.unmount(),
    };
  },
});

describeFace({
  name: 'Vue',
  async mount() {
    const client = readyClient();
    const Root = defineComponent(() => {
      provideConnectiveChat(client);
      return () => h(ChatWindow);
    });
    const view = mount(Root, { attachTo: document.body });
    const settle: Face['settle'] = async (change) => {
      await change();
      await nextTick();
    };
    await settle(() => view.get<HTMLElement>('[data-part=launcher]').element.click());
    return {
      ...partsOf(document.body, '[data-part=message] .rich', '[data-part=input]', '[data-part=send]'),
      root: document.body,
      receive: (text, format) => settle(() => client.append(messageOf(text, format))),
      put: (message) => settle(() => putIn(client, message)),
      pressed: () => pressedBy(client),
      sent: () => sentBy(client),
      settle,
      unmount: async () => view.unmount(),
    };
  },
});

describeFace({
  name: 'the widget',
  async mount() {
    const client = readyClient();
    const { open, root, widget } = mountWidget({ client });
    await open();
    const parts = partsOf(root, '.row .text', '.input', '.send');
    const settle: Face['settle'] = async (change) => void (await change());
    return {
      ...parts,
      root,
      put: (message) => settle(() => putIn(client, message)),
      pressed: () => pressedBy(client),
      async receive(text, format) {
        client.append(messageOf(text, format));
        // The lexer is loaded with the first Markdown message.
        await vi.waitFor(
          () => {
            if (parts.newest().classList.contains('loading')) throw new Error('still loading');
          },
          { timeout: 20_000 },
        );
      },
      sent: () => sentBy(client),
      settle,
      unmount: async () => widget.destroy(),
    };
  },
});

describeFace({
  name: 'the desk',
  async mount() {
    const { desk, Around } = stillDesk();
    desk.store.setState({ limits: { textBytes: 64 } as never });
    const send = vi.spyOn(desk, 'sendText').mockImplementation(() => undefined as never);
    const summary = summaryOf('a', { status: 'operator', operator: { id: 'ann', name: 'Ann' } as never });
    const ignore = () => {};
    const messages = new Map<string, Message>();
    const show = () => {
      const all = [...messages.values()];
      const now = Date.now();
      const rows = all.map((message) => {
        const approval = approvalStateOf(message, { messages: all, dialog: 'bot', now });
        return createElement(MessageBody, { key: message.id, body: message.body, approval });
      });
      return createElement(
        Fragment,
        null,
        ...rows,
        createElement(DeskComposer, { key: 'composer', summary, onTake: ignore, onManageCanned: ignore }),
      );
    };
    const put = (message: Message) => {
      messages.set(message.id, message);
      return settleReact(() => view.rerender(show()));
    };
    const view = render(show(), { wrapper: Around });
    return {
      ...partsOf(view.container, '.desk-rich', 'textarea', '.desk-send'),
      root: view.container,
      receive: (text, format) => put(messageOf(text, format)),
      put,
      pressed: () => null,
      sent: () => send.mock.calls.map(([, text]) => text),
      settle: settleReact,
      unmount: async () => view.unmount(),
    };
  },
});
