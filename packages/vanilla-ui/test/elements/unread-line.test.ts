import { describe, expect, it, vi } from 'vitest';
import { mount } from '../support/mount.ts';

/** A conversation whose last two messages arrived unseen. */
function withUnread(readTo: number) {
  const mounted = mount();
  const { client } = mounted;
  for (const text of ['a', 'b', 'c', 'd']) client.add('bot', text);
  client.set({ read: { visitor: readTo, operator: 0 }, unread: 4 - readTo });
  const lines = () =>
    mounted.all('.unread-line').map((line) => line.parentElement?.querySelector('.text')?.textContent);
  return { ...mounted, lines };
}

describe('unread messages', () => {
  it('start below a divider, and are then marked as read', async () => {
    const { client, open, lines } = withUnread(2);
    const found = await client.jumpToUnread();
    let finish: (id: string | null) => void = () => {};
    vi.spyOn(client, 'jumpToUnread').mockReturnValueOnce(new Promise((resolve) => (finish = resolve)));
    await open();
    expect(client.called('markRead')).toEqual([]);
    finish(found);
    await vi.waitFor(() => expect(client.called('markRead')).toHaveLength(1), { timeout: 20_000 });
    expect(lines()).toEqual(['c']);
  });

  it('have no divider if there are none', async () => {
    const { client, open, lines } = withUnread(0);
    await open();
    await vi.waitFor(() => expect(client.called('markRead')).toHaveLength(1), { timeout: 20_000 });
    expect(lines()).toEqual([]);
  });

  it('have no divider when the chat is opened again', async () => {
    const { client, widget, open, lines } = withUnread(2);
    await open();
    await vi.waitFor(() => expect(lines()).toEqual(['c']), { timeout: 20_000 });
    client.set({ unread: 0, read: { visitor: 4, operator: 0 } });
    widget.close();
    await open();
    expect(lines()).toEqual([]);
    expect(client.called('jumpToUnread')).toHaveLength(1);
  });

  it('are located once the history is loaded', async () => {
    const { client, open, lines } = withUnread(2);
    client.set({ history: { status: 'loading', hasOlder: false, isLoadingOlder: false, error: null } });
    await open();
    expect(client.called('jumpToUnread')).toEqual([]);
    expect(client.called('markRead')).toEqual([]);
    client.set({ history: { status: 'ready', hasOlder: false, isLoadingOlder: false, error: null } });
    await vi.waitFor(() => expect(lines()).toEqual(['c']), { timeout: 20_000 });
  });
});
