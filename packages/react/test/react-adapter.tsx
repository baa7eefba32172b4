import type { ChatClient } from '@connective-chat/core';
import type { ChatState } from '@connective-chat/core/ui';
import {
  type ComposerResult,
  type ConnectiveChat,
  ConnectiveChatProvider,
  useComposer,
  useConnectiveChat,
  useMessage,
} from '@connective-chat/react';
import { act, render } from '@testing-library/react';
import { type ComponentProps, memo, StrictMode } from 'react';
import type { Adapter } from '../../core/test/ui/conformance.ts';

type Source = NonNullable<Parameters<typeof useConnectiveChat>[0]>;

/** React, also in StrictMode, which renders and mounts everything twice. */
export function createReactAdapter(strict: boolean): Adapter {
  const wrapper = strict ? { wrapper: StrictMode } : {};
  /** StrictMode renders everything twice. */
  const per = strict ? 2 : 1;

  return {
    name: strict ? 'React in StrictMode' : 'React',
    async mount(first, fields) {
      let seen: Partial<ChatState> = {};
      let chat: ConnectiveChat | undefined;
      let renders = 0;
      function Probe({ source }: { source: Source }) {
        const current = useConnectiveChat(source);
        seen = Object.fromEntries(fields.map((field) => [field, current[field]]));
        chat = current;
        renders += 1;
        return null;
      }
      const view = render(<Probe source={first} />, wrapper);
      return {
        seen: () => seen,
        renders: () => renders / per,
        actions: () => chat as ConnectiveChat,
        update: async (source) => view.rerender(<Probe source={source} />),
        unmount: async () => view.unmount(),
      };
    },
    async mountRows(client) {
      let renders = 0;
      const Row = memo(({ id }: { id: string }) => {
        const message = useMessage(id);
        renders += 1;
        return <li id={id}>{message?.body.type === 'text' && message.body.text}</li>;
      });
      function List() {
        const { messageIds } = useConnectiveChat();
        return messageIds.map((id) => <Row key={id} id={id} />);
      }
      const Provider = (props: ComponentProps<typeof ConnectiveChatProvider> & { client: ChatClient }) => (
        <ConnectiveChatProvider {...props} />
      );
      const view = render(
        <Provider client={client}>
          <List />
        </Provider>,
        wrapper,
      );
      return {
        text: (id) => document.getElementById(id)?.textContent ?? '',
        renders: () => renders / per,
        unmount: async () => view.unmount(),
      };
    },
    async mountComposer(client) {
      let seen: ComposerResult | undefined;
      let renders = 0;
      function Probe() {
        seen = useComposer(client);
        renders += 1;
        return null;
      }
      const view = render(<Probe />, wrapper);
      return {
        seen: () => seen as ComposerResult,
        renders: () => renders / per,
        actions: () => seen as ComposerResult,
        unmount: async () => view.unmount(),
      };
    },
    settle: (change) =>
      act(async () => {
        await change();
      }),
  };
}
