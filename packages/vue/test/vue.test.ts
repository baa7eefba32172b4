import type { ChatClientOptions } from '@connective-chat/core';
import { createMemoryPlatform, MemoryServer, VirtualClock } from '@connective-chat/core/testing';
import {
  connectiveChat,
  provideConnectiveChat,
  useChatSelector,
  useComposer,
  useConnectiveChat,
  useMessage,
  useTabs,
  useUnread,
} from '@connective-chat/vue';
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { createSSRApp, defineComponent, effectScope, h, KeepAlive, nextTick, reactive, ref, shallowRef } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { watchChannels } from '../../core/test/support/open-channels.ts';
import { createScriptedClient, textMessage, type UnconnectedClient } from '../../core/test/ui/scripted-client.ts';

function live() {
  const clock = new VirtualClock();
  const server = new MemoryServer({ clock, script: (turn) => void turn.reply('Hello') });
  const options: ChatClientOptions = { url: 'http://memory', botId: 1, platform: createMemoryPlatform(clock, server) };
  return { clock, server, options };
}

const under = (client: UnconnectedClient, setup: () => () => unknown) => {
  const Child = defineComponent(setup as never);
  return mount(
    defineComponent(() => {
      provideConnectiveChat(client);
      return () => h(Child);
    }),
  );
};

describe('useConnectiveChat', () => {
  it('explains what is missing when there is no chat', () => {
    const Lost = defineComponent(() => {
      useConnectiveChat();
      return () => null;
    });
    expect(() => mount(Lost, { global: { config: { warnHandler: () => {} } } })).toThrow(/provideConnectiveChat/);
  });

  it('follows changes inside reactive options without another connection', async () => {
    const { clock, server, options } = live();
    const product = reactive({ name: 'Lamp', price: 90 });
    let chat: ReturnType<typeof useConnectiveChat> | undefined;
    const view = mount(
      defineComponent(() => {
        chat = useConnectiveChat(() => ({ ...options, paramsFromSite: { product } }));
        return () => null;
      }),
    );
    await clock.advance(10);
    product.price = 80;
    await nextTick();
    await clock.advance(10);
    expect(chat?.getParams()).toMatchObject({ 'product.name': 'Lamp', 'product.price': 80 });
    expect(server.handshakes).toHaveLength(1);
    view.unmount();
    await clock.advance(4_000);
    expect(server.connected).toBe(0);
  });

  it('releases its lease while <KeepAlive> has deactivated it, and catches up when it returns', async () => {
    const client = createScriptedClient();
    const Talk = defineComponent(() => {
      const { messages } = useConnectiveChat(client);
      return () => h('p', String(messages.value.length));
    });
    const isShown = ref(true);
    const view = mount(defineComponent(() => () => h(KeepAlive, () => (isShown.value ? h(Talk) : null))));
    expect(client.leases).toBe(1);
    isShown.value = false;
    await nextTick();
    expect(client.leases).toBe(0);
    client.append(textMessage('a', 'Hello'));
    isShown.value = true;
    await nextTick();
    expect(client.leases).toBe(1);
    expect(view.text()).toBe('1');
    view.unmount();
    expect(client).toMatchObject({ leases: 0, listeners: 0 });
  });

  it('works in its own effect scope, outside of any component', () => {
    const client = createScriptedClient();
    const scope = effectScope();
    const chat = scope.run(() => useConnectiveChat(client));
    expect(client.leases).toBe(1);
    client.append(textMessage('a', 'Hello'));
    expect(chat?.messages.value).toHaveLength(1);
    scope.stop();
    expect(client).toMatchObject({ leases: 0, listeners: 0 });
  });

  it('returns the client’s objects themselves, not proxies of them', () => {
    const client = createScriptedClient();
    const message = textMessage('a', 'Hello');
    client.append(message);
    const scope = effectScope();
    const chat = scope.run(() => useConnectiveChat(shallowRef(client)));
    expect(chat?.messages.value[0]).toBe(message);
    expect(chat?.client.value).toBe(client);
    scope.stop();
  });
});

describe('server-side rendering', () => {
  const page = (options: ChatClientOptions | UnconnectedClient) =>
    defineComponent(() => {
      const { status, messages } = useConnectiveChat(options);
      return () => h('p', `${status.value} ${messages.value.length}`);
    });

  it('renders without a connection, and hydrates without a mismatch', async () => {
    const { clock, server, options } = live();
    const html = await renderToString(createSSRApp(page(options)));
    expect(html).toContain('idle 0');
    await clock.advance(1_000);
    expect(server.handshakes).toHaveLength(0);

    const container = document.createElement('div');
    container.innerHTML = html;
    const warnings: string[] = [];
    const app = createSSRApp(page(options));
    app.config.warnHandler = (message) => warnings.push(message);
    app.mount(container);
    await clock.advance(10);
    await nextTick();
    expect(container.textContent).toBe('ready 0');
    expect(warnings).toEqual([]);
    app.unmount();
  });

  it('hydrates with the initial state even if the client has changed since', async () => {
    const client = createScriptedClient();
    const container = document.createElement('div');
    container.innerHTML = await renderToString(createSSRApp(page(client)));
    client.append(textMessage('a', 'Hello'));
    const warnings: string[] = [];
    const app = createSSRApp(page(client));
    app.config.warnHandler = (message) => warnings.push(message);
    app.mount(container);
    await nextTick();
    expect(container.textContent).toBe('idle 1');
    expect(warnings).toEqual([]);
    app.unmount();
  });
});

describe('connectiveChat', () => {
  it('provides one chat to an application while it is mounted', () => {
    const client = createScriptedClient();
    const view = mount(
      defineComponent(() => {
        const { unread } = useConnectiveChat();
        return () => h('p', String(unread.value));
      }),
      { global: { plugins: [connectiveChat(client)] } },
    );
    expect(view.text()).toBe('0');
    expect(client.leases).toBe(1);
    view.unmount();
    expect(client).toMatchObject({ leases: 0, listeners: 0 });
  });
});

describe('the other composables', () => {
  it('useComposer binds a textarea', async () => {
    const client = createScriptedClient();
    const view = under(client, () => {
      const { draft, blocked, onKeyDown } = useComposer();
      return () => [
        h('textarea', {
          value: draft.value,
          onInput: (event: Event) => {
            draft.value = (event.target as HTMLTextAreaElement).value;
          },
          onKeydown: onKeyDown,
        }),
        h('output', blocked.value?.reason),
      ];
    });
    const input = view.get('textarea');
    await input.setValue('Привіт');
    await input.trigger('keydown', { key: 'Enter', isComposing: true });
    expect(input.element.value).toBe('Привіт');
    client.set({ sendState: { ok: false, reason: 'thinking' } });
    await nextTick();
    expect(view.get('output').text()).toBe('thinking');
    client.set({ sendState: { ok: true } });
    await input.trigger('keydown', { key: 'Enter' });
    expect(input.element.value).toBe('');
    expect(client.calls).toContainEqual(['send', 'Привіт']);
  });

  it('useMessage follows its id', async () => {
    const client = createScriptedClient();
    client.append(textMessage('a', 'First'), textMessage('b', 'Second'));
    const id = ref('a');
    const view = under(client, () => {
      const message = useMessage(id);
      return () => h('p', message.value?.id);
    });
    expect(view.text()).toBe('a');
    id.value = 'b';
    await nextTick();
    expect(view.text()).toBe('b');
    id.value = 'gone';
    await nextTick();
    expect(view.text()).toBe('');
  });

  it('useChatSelector explains a missing provider, and a client passed as the first argument', () => {
    const mountWith = (setup: () => unknown) =>
      mount(
        defineComponent(() => {
          setup();
          return () => null;
        }),
        { global: { config: { warnHandler: () => {} } } },
      );
    const missing = { code: 'MISUSE', message: expect.stringContaining('provideConnectiveChat()') };
    expect(() => mountWith(() => useChatSelector(({ unread }) => unread))).toThrow(expect.objectContaining(missing));
    const swapped = { code: 'MISUSE', message: expect.stringContaining('the selector first') };
    expect(() => mountWith(() => useChatSelector(createScriptedClient() as never))).toThrow(
      expect.objectContaining(swapped),
    );
  });

  it('useChatSelector updates only when the result changes', async () => {
    const client = createScriptedClient();
    let renders = 0;
    const view = under(client, () => {
      const ids = useChatSelector(
        ({ messages }) => messages.filter(({ from }) => from.kind === 'visitor').map(({ id }) => id),
        (a, b) => a.join() === b.join(),
      );
      return () => {
        renders += 1;
        return h('p', ids.value.join());
      };
    });
    client.append(textMessage('a', 'Mine', 'visitor'));
    await nextTick();
    expect(view.text()).toBe('a');
    const before = renders;
    client.append(textMessage('b', 'Yours'));
    client.set({ unread: 2 });
    await nextTick();
    expect(renders).toBe(before);
  });

  it('useUnread marks as read what is in view', async () => {
    const client = createScriptedClient();
    const inView = ref(false);
    const view = under(client, () => {
      const { badge } = useUnread({ inView });
      return () => h('p', badge.value);
    });
    client.set({ unread: 12 });
    await nextTick();
    expect(view.text()).toBe('9+');
    inView.value = true;
    await nextTick();
    await nextTick();
    expect(view.text()).toBe('');
  });
});

describe('useTabs', () => {
  it('joins the tabs of one chat while the component is mounted, whatever is typed', async () => {
    const channels = watchChannels();
    const client = createScriptedClient();
    const name = ref('one');
    let composer: ReturnType<typeof useComposer> | undefined;
    let tabs: ReturnType<typeof useTabs> | undefined;
    const view = under(client, () => {
      composer = useComposer();
      tabs = useTabs({ name, composer: composer.composer });
      return () => null;
    });
    // Without the Web Locks API a tab cannot know of others, so it notifies.
    expect(tabs?.notifies.value).toBe(true);
    composer?.setDraft('Hello');
    await nextTick();
    expect(channels).toEqual(['one 1']);
    name.value = 'two';
    await nextTick();
    expect(channels).toEqual(['two 2']);
    view.unmount();
    expect(channels).toEqual([]);
    expect(client.listeners).toBe(0);
  });
});
