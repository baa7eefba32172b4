import type { Message, SendResult, Thinking } from '@connective-chat/core';
import { getComposerProps, getLauncherProps, getLogProps, getPanelProps } from '@connective-chat/core/ui';
import {
  ConnectiveChatProvider,
  useAnnouncer,
  useChatSelector,
  useComposer,
  useConnectiveChat,
  useMessage,
  usePanel,
  useScrollAnchor,
  useTabs,
  useUnread,
} from '@connective-chat/react';
import { expectTypeOf, test } from 'vitest';

const options = { url: 'https://chat.test', botId: 1 } as const;

test('a chat has typed fields and calls', () => {
  const chat = useConnectiveChat(options);
  expectTypeOf(chat.messages).toEqualTypeOf<readonly Message[]>();
  expectTypeOf(chat.thinking).toEqualTypeOf<Thinking | null>();
  expectTypeOf(chat.send('Hi')).toEqualTypeOf<SendResult>();
  // @ts-expect-error the fields are readonly
  chat.unread = 0;
});

test('a body is narrowed by its type', () => {
  const body = useMessage('a')?.body;
  if (body?.type === 'cards') expectTypeOf(body.items[0]?.title).toEqualTypeOf<string | undefined>();
  // @ts-expect-error the body may not be a text
  body?.text;
});

test('a refusal is narrowed by ok', () => {
  const { sendState } = useConnectiveChat(options);
  if (!sendState.ok) expectTypeOf(sendState.reason).toExtend<string>();
  // @ts-expect-error only a refusal has a reason
  sendState.reason;
});

test('wrong options do not compile', () => {
  // @ts-expect-error botId is missing
  useConnectiveChat({ url: 'https://chat.test' });
  // @ts-expect-error unknown version
  useConnectiveChat({ ...options, version: 'v3' });
  // @ts-expect-error a parameter cannot be a function
  useConnectiveChat({ ...options, paramsFromSite: { name: () => 'Olena' } });
  // @ts-expect-error unknown body
  useConnectiveChat(options).send({ type: 'hologram' });
});

test('the client is the last argument of every hook', () => {
  const { client } = useConnectiveChat(options);
  const ref = { current: null };
  useMessage('a', client);
  useComposer(client);
  useUnread({ inView: undefined }, client);
  usePanel({ defaultOpen: true, modalQuery: undefined }, client);
  useScrollAnchor(ref, { loadOlder: undefined }, client);
  useAnnouncer(ref, { texts: undefined }, client);
  useTabs({ name: 'one', composer: undefined }, client);
  // @ts-expect-error the options are the first argument
  usePanel(client);
  // @ts-expect-error the options are the first argument
  useScrollAnchor(ref, client);
});

test('an option may be undefined, whatever the compiler makes of optional properties', () => {
  useConnectiveChat({
    ...options,
    locale: undefined,
    userId: undefined,
    getToken: undefined,
    paramsFromSite: undefined,
    version: undefined,
    open: undefined,
    timeouts: { ack: undefined },
    platform: { clock: undefined },
  });
});

test('a provider takes a client or options, and one of them', () => {
  const { client } = useConnectiveChat(options);
  <ConnectiveChatProvider options={options} />;
  <ConnectiveChatProvider client={client} />;
  // @ts-expect-error neither options nor client
  <ConnectiveChatProvider />;
  // @ts-expect-error both options and client
  <ConnectiveChatProvider options={options} client={client} />;
});

test('a selector gives its own type', () => {
  const { client } = useConnectiveChat(options);
  expectTypeOf(useChatSelector(({ messages }) => messages.length)).toEqualTypeOf<number>();
  expectTypeOf(useChatSelector(({ messages }) => messages.length, Object.is, client)).toEqualTypeOf<number>();
});

test('the props of the parts fit their elements', () => {
  const { composer } = useComposer();
  <textarea {...getComposerProps(composer)} />;
  <input {...getComposerProps(composer)} />;
  <div {...getLogProps()} />;
  <div {...getPanelProps({ id: 'p', state: { open: true, modal: false }, onClose: () => {} })} />;
  <button {...getLauncherProps({ panelId: 'p', open: true, unread: 0, onToggle: () => {} })} />;
});
