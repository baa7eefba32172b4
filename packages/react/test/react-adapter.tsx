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
import { memo, StrictMode } from 'react';
import type { Adapter } from '../../core/test/ui/conformance.ts';

type Source = NonNullable<Parameters<typeof useConnectiveChat>[0]>;

/** The renders of a component. They are recorded by a call, because a component must not write to variables outside. */
function createRecord<T>() {
  let last: T | undefined;
  let renders = 0;
  return {
    add(value: T) {
      last = value;
      renders += 1;
    },
    last: () => last as T,
    renders: () => renders,
  };
}

/** The adapter for React, optionally in StrictMode, which renders and mounts everything twice. */
export function createReactAdapter(strict: boolean): Adapter {
  const wrapper = strict ? { wrapper: StrictMode } : {};
  /** StrictMode renders everything twice. */
  const per = strict ? 2 : 1;

  return {
    name: strict ? 'React in StrictMode' : 'React',
    async mount(first, fields) {
      const record = createRecord<{ chat: ConnectiveChat; seen: Partial<ChatState> }>();
      function Probe({ source }: { source: Source }) {
        const chat = useConnectiveChat(source);
        record.add({ chat, seen: Object.fromEntries(fields.map((field) => [field, chat[field]])) });
        return null;
      }
      const view = render(<Probe source={first} />, wrapper);
      return {
        seen: () => record.last().seen,
        renders: () => record.renders() / per,
        actions: () => record.last().chat,
        update: async (source) => view.rerender(<Probe source={source} />),
        unmount: async () => view.unmount(),
      };
    },
    async mountRows(client) {
      const record = createRecord<string>();
      const Row = memo(({ id }: { id: string }) => {
        const message = useMessage(id);
        record.add(id);
        return <li id={id}>{message?.body.type === 'text' && message.body.text}</li>;
      });
      function List() {
        const { messageIds } = useConnectiveChat();
        return messageIds.map((id) => <Row key={id} id={id} />);
      }
      const view = render(
        <ConnectiveChatProvider client={client}>
          <List />
        </ConnectiveChatProvider>,
        wrapper,
      );
      return {
        text: (id) => document.getElementById(id)?.textContent ?? '',
        renders: () => record.renders() / per,
        unmount: async () => view.unmount(),
      };
    },
    async mountComposer(client) {
      const record = createRecord<ComposerResult>();
      function Probe() {
        record.add(useComposer(client));
        return null;
      }
      const view = render(<Probe />, wrapper);
      return {
        seen: record.last,
        renders: () => record.renders() / per,
        actions: record.last,
        unmount: async () => view.unmount(),
      };
    },
    settle: (change) =>
      act(async () => {
        await change();
      }),
  };
}
