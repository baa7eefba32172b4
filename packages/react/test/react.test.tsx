import { type ChatClientOptions, createChatClient } from '@connective-chat/core';
import { createMemoryPlatform, MemoryServer, VirtualClock } from '@connective-chat/core/testing';
import {
  ConnectiveChatProvider,
  useChatSelector,
  useComposer,
  useConnectiveChat,
  useMessage,
  useTabs,
  useUnread,
} from '@connective-chat/react';
import { act, cleanup, fireEvent, render, renderHook, screen } from '@testing-library/react';
import { type ReactNode, StrictMode, Suspense, useEffect, version } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { watchChannels } from '../../core/test/support/open-channels.ts';
import { createScriptedClient, textMessage, type UnconnectedClient } from '../../core/test/ui/scripted-client.ts';

afterEach(cleanup);

const provide = (client: UnconnectedClient) => ({
  wrapper: ({ children }: { children: ReactNode }) => (
    <ConnectiveChatProvider client={client}>{children}</ConnectiveChatProvider>
  ),
});

/** Suspends the first render in the way that React 18 and 19 both support: by throwing a promise. */
function suspendOnce<T>(value: T): () => T {
  let isThere = false;
  const arrival = Promise.resolve().then(() => {
    isThere = true;
  });
  return () => {
    if (!isThere) throw arrival;
    return value;
  };
}

function live() {
  const clock = new VirtualClock();
  const server = new MemoryServer({ clock, script: (turn) => void turn.reply('Hello') });
  const options: ChatClientOptions = { url: 'http://memory', botId: 1, platform: createMemoryPlatform(clock, server) };
  return { clock, server, options };
}

it('runs on the configured React version, compiled or not', () => {
  function Compiled() {
    const { unread } = useConnectiveChat();
    return <p>{unread}</p>;
  }
  expect(version.split('.', 1)).toEqual([process.env.REACT]);
  // The React compiler stores memoized values in an array of this name.
  expect(Compiled.toString().includes('$[0]')).toBe(process.env.REACT_COMPILER === '1');
});

describe('useConnectiveChat', () => {
  it('explains what is missing when there is no chat', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => renderHook(() => useConnectiveChat())).toThrow(/ConnectiveChatProvider/);
    expect(() => renderHook(() => useMessage('a'))).toThrow(/ConnectiveChatProvider/);
  });

  it('opens one connection in StrictMode, with new option objects in each render (fault 44)', async () => {
    const { clock, server, options } = live();
    const { rerender, unmount } = renderHook(() => useConnectiveChat({ ...options }).status, { wrapper: StrictMode });
    await act(() => clock.advance(10));
    for (let index = 0; index < 5; index += 1) rerender();
    await act(() => clock.advance(10_000));
    expect(server.handshakes).toHaveLength(1);
    expect(server.connected).toBe(1);
    unmount();
    await clock.advance(4_000);
    expect(server.connected).toBe(0);
  });

  it('shows the current value of a field that is read for the first time', () => {
    const client = createScriptedClient();
    const { result, rerender } = renderHook(
      ({ withMessages }) => {
        const chat = useConnectiveChat(client);
        return withMessages ? chat.messages.length : chat.unread;
      },
      { initialProps: { withMessages: false } },
    );
    act(() => client.append(textMessage('a', 'Hello')));
    rerender({ withMessages: true });
    expect(result.current).toBe(1);
    act(() => client.append(textMessage('b', 'Hello')));
    expect(result.current).toBe(2);
  });

  it('returns a new object when a tracked value changes, and the same one otherwise', () => {
    const client = createScriptedClient();
    const { result, rerender } = renderHook(() => {
      const chat = useConnectiveChat(client);
      void chat.unread;
      return chat;
    });
    const before = result.current;
    rerender();
    act(() => client.append(textMessage('a', 'Hello')));
    expect(result.current).toBe(before);
    act(() => client.set({ unread: 1 }));
    expect(result.current).not.toBe(before);
    expect(before.unread).toBe(0);
    expect({ ...result.current }).toMatchObject({ unread: 1, status: 'idle', send: before.send, client });
  });

  it('survives a suspended component without a second connection', async () => {
    const { clock, server, options } = live();
    const read = suspendOnce('ready');
    function Inner() {
      const text = read();
      const { status } = useConnectiveChat();
      return <p>{`${text} ${status}`}</p>;
    }
    await act(async () => {
      render(
        <ConnectiveChatProvider options={options}>
          <Suspense fallback="wait">
            <Inner />
          </Suspense>
        </ConnectiveChatProvider>,
      );
    });
    await act(() => clock.advance(10));
    expect(screen.getByText('ready ready')).toBeTruthy();
    expect(server.handshakes).toHaveLength(1);
  });
});

describe('server-side rendering', () => {
  function Page({ client }: { client: UnconnectedClient | ChatClientOptions }) {
    const { messages, status, hasOlder } = useConnectiveChat(client);
    return <p>{`${status} ${messages.length} ${hasOlder}`}</p>;
  }

  it('renders without a connection, and hydrates without a mismatch', async () => {
    const { clock, server, options } = live();
    const html = renderToString(<Page client={options} />);
    expect(html).toContain('idle 0 false');
    await clock.advance(1_000);
    expect(server.handshakes).toHaveLength(0);

    const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
    const container = document.createElement('div');
    container.innerHTML = html;
    const root = await act(async () => hydrateRoot(container, <Page client={options} />));
    await act(() => clock.advance(10));
    expect(container.textContent).toBe('ready 0 false');
    expect(errors).not.toHaveBeenCalled();
    await act(async () => root.unmount());
  });

  it('hydrates with the initial state even if the client has changed since', async () => {
    const client = createScriptedClient();
    const html = renderToString(<Page client={client} />);
    client.append(textMessage('a', 'Hello'));
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
    const container = document.createElement('div');
    container.innerHTML = html;
    const root = await act(async () => hydrateRoot(container, <Page client={client} />));
    expect(container.textContent).toBe('idle 1 false');
    expect(errors).not.toHaveBeenCalled();
    await act(async () => root.unmount());
  });
});

describe('useChatSelector', () => {
  it('renders only when the result changes, and keeps an equal result', () => {
    const client = createScriptedClient();
    let renders = 0;
    const { result } = renderHook(() => {
      renders += 1;
      return useChatSelector(
        ({ messages }) => messages.filter(({ from }) => from.kind === 'visitor').map(({ id }) => id),
        (a, b) => a.join() === b.join(),
      );
    }, provide(client));
    act(() => client.append(textMessage('a', 'Mine', 'visitor')));
    expect(result.current).toEqual(['a']);
    const before = { value: result.current, renders };
    act(() => client.append(textMessage('b', 'Yours')));
    act(() => client.set({ unread: 4 }));
    expect(result.current).toBe(before.value);
    expect(renders).toBe(before.renders);
  });

  it('explains a missing provider, and a client passed as the first argument', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const missing = { code: 'MISUSE', message: expect.stringContaining('<ConnectiveChatProvider>') };
    expect(() => renderHook(() => useChatSelector(({ unread }) => unread))).toThrow(expect.objectContaining(missing));
    const client = createScriptedClient();
    const swapped = { code: 'MISUSE', message: expect.stringContaining('the selector first') };
    expect(() => renderHook(() => useChatSelector(client as never))).toThrow(expect.objectContaining(swapped));
  });

  it('uses the latest selector', () => {
    const client = createScriptedClient();
    client.set({ unread: 2 });
    const { result, rerender } = renderHook(
      ({ factor }) => useChatSelector(({ unread }) => unread * factor, Object.is, client),
      {
        initialProps: { factor: 1 },
      },
    );
    rerender({ factor: 10 });
    expect(result.current).toBe(20);
  });
});

describe('useComposer', () => {
  it('binds a textarea', () => {
    const client = createScriptedClient();
    function Input() {
      const { draft, setDraft, blocked, onKeyDown } = useComposer();
      return (
        <>
          <textarea
            aria-label="Message"
            value={draft}
            onChange={(e) => setDraft(e.target.value)}
            onKeyDown={onKeyDown}
          />
          <output>{blocked?.reason}</output>
        </>
      );
    }
    render(<Input />, provide(client));
    const input = screen.getByLabelText<HTMLTextAreaElement>('Message');
    fireEvent.change(input, { target: { value: 'Привіт' } });
    fireEvent.keyDown(input, { key: 'Enter', keyCode: 229 });
    fireEvent.keyDown(input, { key: 'Enter', shiftKey: true });
    expect(input.value).toBe('Привіт');
    act(() => client.set({ sendState: { ok: false, reason: 'thinking' } }));
    expect(screen.getByText('thinking')).toBeTruthy();
    act(() => client.set({ sendState: { ok: true } }));
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(input.value).toBe('');
    expect(client.calls).toContainEqual(['send', 'Привіт']);
  });

  it('returns a new composer for each state, and the same one while nothing changes', () => {
    const client = createScriptedClient();
    const { result, rerender } = renderHook(() => useComposer(client));
    const before = result.current;
    rerender();
    expect(result.current.composer).toBe(before.composer);
    act(() => before.setDraft('Hello'));
    expect(result.current.composer).not.toBe(before.composer);
    expect([before.composer.get().draft, result.current.composer.get().draft]).toEqual(['', 'Hello']);
    expect(result.current.send).toBe(before.send);
  });
});

describe('useUnread', () => {
  it('marks as read what is in view', () => {
    const client = createScriptedClient();
    const { result, rerender } = renderHook(({ inView }) => useUnread({ inView }, client), {
      initialProps: { inView: false },
    });
    act(() => client.set({ unread: 12 }));
    expect(result.current).toMatchObject({ unread: 12, badge: '9+' });
    act(() => rerender({ inView: true }));
    expect(result.current).toMatchObject({ unread: 0, badge: '' });
  });
});

describe('tearing', () => {
  it('shows the same state in every component, also when it changes in an effect', () => {
    const client = createScriptedClient();
    const seen = new Set<string>();
    function Count({ name }: { name: string }) {
      const { unread } = useConnectiveChat(client);
      useEffect(() => {
        if (name === 'a' && unread === 0) client.set({ unread: 1 });
      }, [name, unread]);
      return <i>{unread}</i>;
    }
    const { container } = render(
      <>
        <Count name="a" />
        <Count name="b" />
      </>,
    );
    seen.add(container.textContent ?? '');
    expect([...seen]).toEqual(['11']);
  });

  it('leaves a client that it was given unchanged', () => {
    const client = createChatClient(live().options);
    const { unmount } = renderHook(() => useConnectiveChat(client).status);
    unmount();
    expect(client.getSnapshot().messages).toEqual([]);
  });
});

describe('useTabs', () => {
  it('joins the tabs of one chat while the component is mounted, whatever is typed', () => {
    const channels = watchChannels();
    const client = createScriptedClient();
    const { result, rerender, unmount } = renderHook(
      ({ name }) => {
        const { composer } = useComposer();
        return { composer, ...useTabs({ name, composer }) };
      },
      { initialProps: { name: 'one' }, ...provide(client) },
    );
    // Without the Web Locks API a tab cannot know of others, so it notifies.
    expect(result.current.notifies).toBe(true);
    act(() => result.current.composer.setDraft('Hello'));
    expect(channels).toEqual(['one 1']);
    rerender({ name: 'two' });
    expect(channels).toEqual(['two 2']);
    unmount();
    expect(channels).toEqual([]);
    expect(client.listeners).toBe(0);
  });

  it('does not join tabs on a server', () => {
    const channels = watchChannels();
    const Sound = () => <p>{String(useTabs({ name: 'one' }, createScriptedClient()).notifies)}</p>;
    expect(renderToString(<Sound />)).toBe('<p>false</p>');
    expect(channels).toEqual([]);
  });
});
