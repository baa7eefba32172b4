import { ScriptedClient } from '@connective-chat/core/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { WidgetOptions } from '../../src/widget-options.types.ts';
import { mount } from '../support/mount.ts';

/** The time to load a chunk depends on the machine. */
const WAIT = { timeout: 20_000 };
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('the launcher', () => {
  it('shows its label and the unread count', async () => {
    const { client, find, open } = mount();
    const name = () => find('.launcher').getAttribute('aria-label');
    expect(name()).toBe('Open chat');
    client.set({ unread: 3 });
    await vi.waitFor(() => expect(name()).toBe('Open chat, 3 unread messages'), WAIT);
    expect(find('.badge').textContent).toBe('3');
    client.set({ unread: 12 });
    expect(find('.badge').textContent).toBe('9+');
    await open();
    expect(name()).toBe('Close chat');
    expect(find('.launcher').getAttribute('aria-expanded')).toBe('true');
    expect(find('.launcher').getAttribute('aria-controls')).toBe(find('.panel').id);
  });

  it('speaks the language of the visitor', async () => {
    const { client, find } = mount({ locale: 'uk' });
    client.set({ unread: 5 });
    const name = () => find('.launcher').getAttribute('aria-label');
    await vi.waitFor(() => expect(name()).toBe('Відкрити чат, 5 непрочитаних повідомлень'), WAIT);
    expect(find('.cc').lang).toBe('uk');
  });
});

describe('the connection', () => {
  it('is not opened until it is needed', async () => {
    const { client, widget } = mount();
    expect(client.leases).toBe(0);
    widget.open();
    expect(client.leases).toBe(1);
    expect(client.called('setOpen')).toEqual([['setOpen', true]]);
    widget.close();
    widget.open();
    expect(client.leases).toBe(1);
  });

  it('is opened from the start for a returning visitor', () => {
    localStorage.setItem('connective-chat:visitor:https://chat.example:7', '{}');
    const { client } = mount({ botId: 7 });
    expect(client.leases).toBe(1);
    expect(client.called('setOpen')).toEqual([]);
    localStorage.clear();
  });

  it('is opened if messages open the chat, and they take no focus', async () => {
    const { client, widget } = mount({ openOnMessage: true });
    const field = document.createElement('input');
    document.body.append(field);
    field.focus();
    expect(client.leases).toBe(1);
    client.emit('message', client.add('bot', 'Hello'));
    await settled();
    expect(client.called('setOpen')).toEqual([['setOpen', true]]);
    expect(document.activeElement).toBe(field);
    widget.destroy();
    field.remove();
  });

  it('is closed with the widget, and survives a move in the document', async () => {
    const { client, widget } = mount();
    widget.open();
    const elsewhere = document.createElement('div');
    document.body.append(elsewhere);
    elsewhere.append(widget.element);
    await settled();
    expect(client.leases).toBe(1);
    widget.destroy();
    widget.destroy();
    await settled();
    expect(client.leases).toBe(0);
  });
});

describe('the panel', () => {
  it('moves the focus into the input, and back to the launcher on close', async () => {
    const { widget, root, find, open } = mount();
    await open();
    expect(root.activeElement).toBe(find('.input'));
    find('.panel').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    expect(root.activeElement).toBe(find('.launcher'));
    expect((widget.element as HTMLElement & { isOpen: boolean }).isOpen).toBe(false);
  });

  it('marks as read what the visitor sees', async () => {
    const { client, open } = mount();
    client.set({ unread: 2 });
    expect(client.called('markRead')).toEqual([]);
    await open();
    // The chunk with the unread line is loaded first.
    await vi.waitFor(() => expect(client.called('markRead')).toHaveLength(1), WAIT);
  });

  it('makes the first format of the page while the browser is idle, before a message needs it', async () => {
    const idle: (() => void)[] = [];
    vi.stubGlobal('requestIdleCallback', (work: () => void) => idle.push(work));
    onTestFinished(() => void vi.unstubAllGlobals());
    // `format` is a getter, whatever its type says.
    const prototype: { readonly format: unknown } = Intl.DateTimeFormat.prototype;
    const format = vi.spyOn(prototype, 'format', 'get');
    const { open } = mount();
    await open();
    expect(format).not.toHaveBeenCalled();
    for (const work of idle) work();
    expect(format).toHaveBeenCalledTimes(1);
    format.mockRestore();
  });

  it('shows the state of the dialog in its subtitle', async () => {
    const { client, find, open } = mount({ title: 'Lumen', subtitle: 'We are here' });
    await open();
    const lines = () => [find('.title').textContent, find('.subtitle').textContent];
    expect(lines()).toEqual(['Lumen', 'We are here']);
    client.set({ dialog: { status: 'queued', operator: null, queuePosition: 3 } });
    expect(lines()).toEqual(['Lumen', 'You are 3rd in the queue']);
    client.set({ dialog: { status: 'operator', operator: { id: 'o', name: 'Marta' }, queuePosition: null } });
    expect(lines()).toEqual(['Marta', 'Online now']);
    client.set({ typing: true });
    expect(lines()).toEqual(['Marta', 'typing…']);
  });

  it('uses the texts of the bot’s settings unless the page sets its own', async () => {
    const { client, find, open } = mount({ texts: { send: 'Go' } });
    await open();
    expect(find('.input').getAttribute('placeholder')).toBe('Write a message…');
    const texts = { placeholder: 'Ask about lamps', send: 'Off', closeChat: '', title: 7, unread: { one: '{n}' } };
    client.set({ bot: { title: 'Bot', appearance: { texts } } });
    expect(find('.input').getAttribute('placeholder')).toBe('Ask about lamps');
    expect(find('.input').getAttribute('aria-label')).toBe('Ask about lamps');
    expect(find('.send').getAttribute('aria-label')).toBe('Go');
    expect(find('.close').getAttribute('aria-label')).toBe('Close chat');
    client.set({ bot: { title: 'Bot' }, unread: 2 });
    expect(find('.input').getAttribute('placeholder')).toBe('Write a message…');
  });

  it("prefers title and subtitle from the options, then from the page's texts, then from the bot", async () => {
    const bot = { title: 'Bot', subtitle: 'Of the bot', appearance: { texts: { title: 'Of its texts' } } };
    const headOf = async (options: Partial<WidgetOptions>) => {
      const { client, find, open } = mount(options);
      client.set({ bot });
      await open();
      return [find('.title').textContent, find('.subtitle').textContent];
    };
    const texts = { title: 'Of the page', subtitleBot: 'Also of the page' };
    expect(await headOf({ texts })).toEqual(['Of the page', 'Also of the page']);
    expect(await headOf({ texts, title: 'Option', subtitle: 'Option too' })).toEqual(['Option', 'Option too']);
    expect(await headOf({})).toEqual(['Of its texts', 'Of the bot']);
  });

  it('prefers a title and colours set at run time to those of the options', async () => {
    const { widget, client, find, open } = mount({ title: 'Lumen', colors: { header: { bg: '#222222' } } });
    await open();
    client.set({ bot: { title: 'Bot', appearance: { colors: { header: { bg: '#333333', text: '#ffffff' } } } } });
    const token = (name: string) => find('.cc').style.getPropertyValue(`--cc-${name}`);
    expect([token('header-bg'), token('header-text')]).toEqual(['#222222', '#ffffff']);
    widget.setColors({ header: { bg: '#111111' } });
    widget.setHeading({ title: 'Sale' });
    expect(token('header-bg')).toBe('#111111');
    expect(find('.title').textContent).toBe('Sale');
    client.emit('command', { title: 'From the server' });
    expect(find('.title').textContent).toBe('From the server');
  });
});

describe('events', () => {
  it('are dispatched as DOM events and to handlers', async () => {
    const { widget, client } = mount();
    const seen: unknown[] = [];
    for (const event of ['ready', 'open', 'close', 'unread', 'message', 'operator'] as const) {
      widget.on(event, () => seen.push(event));
      widget.element.addEventListener(event, () => seen.push(`${event}!`));
    }
    widget.open();
    client.set({ unread: 1 });
    client.emit('message', client.add('bot', 'Hello'));
    client.emit('operator', { id: 'o', name: 'Marta' });
    widget.close();
    expect(seen).toEqual(['open', 'unread', 'message', 'operator', 'close'].flatMap((event) => [`${event}!`, event]));
  });

  it('do not look like the page’s own events', () => {
    const { client } = mount();
    const heard = vi.fn();
    addEventListener('message', heard);
    client.emit('message', client.add('bot', 'Hello'));
    removeEventListener('message', heard);
    expect(heard).not.toHaveBeenCalled();
  });

  it('continue after a handler throws', () => {
    const { widget, client } = mount();
    const report = vi.fn();
    vi.stubGlobal('reportError', report);
    const second = vi.fn();
    widget.on('unread', () => {
      throw new Error('theirs');
    });
    widget.on('unread', second);
    client.set({ unread: 1 });
    expect(report).toHaveBeenCalledTimes(1);
    expect(second).toHaveBeenCalledWith(1);
    vi.unstubAllGlobals();
  });
});

describe('the channel picker', () => {
  const channels = [
    { id: 'viber', url: 'viber://pa?chatURI=shop' },
    { id: 'telegram', url: 'javascript:alert(1)' },
    { id: 'line', url: 'https://line.example/shop', label: 'LINE' },
  ];

  it('offers safe links, and the chat', async () => {
    const { find, all, client } = mount({ format: 'multi', channels });
    find('.launcher').click();
    await vi.waitFor(() => find('.channels:not([hidden])'), WAIT);
    expect(all('.channel').map((channel) => channel.textContent?.trim())).toEqual([
      'Viber (opens in a new tab)',
      'LINE (opens in a new tab)',
      'Chat on this site',
    ]);
    expect(client.leases).toBe(0);
    (all('.channel').at(-1) as HTMLElement).click();
    expect(client.leases).toBe(1);
  });

  it('closes on Esc, and returns the focus', async () => {
    const { find, root } = mount({ format: 'multi', channels });
    find('.launcher').click();
    await vi.waitFor(() => find('.channels:not([hidden])'), WAIT);
    expect(root.activeElement).toBe(find('.channel'));
    find('.channel').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(find('.channels').hidden).toBe(true);
    expect(root.activeElement).toBe(find('.launcher'));
  });
});

describe('a frame', () => {
  it('is open from the start, has no close button, and leaves the focus alone', async () => {
    const focus = vi.spyOn(document.body, 'focus');
    const { find, all, client } = mount({ format: 'frame' }, new ScriptedClient());
    await vi.waitFor(() => find('.panel'), WAIT);
    expect(client.leases).toBe(1);
    expect(find('.panel').tagName).toBe('SECTION');
    expect(all('.close')).toEqual([]);
    expect(document.activeElement).toBe(document.body);
    await settled();
    // Setting the focus makes the browser lay out the page, before the first frame does it again.
    expect(focus).not.toHaveBeenCalled();
    focus.mockRestore();
  });

  it('has its second pane from the first layout on if it is wide, and follows its width', async () => {
    let report: (width: number) => void = () => {};
    vi.stubGlobal(
      'ResizeObserver',
      class {
        constructor(callback: (entries: readonly unknown[]) => void) {
          report = (width) => callback([{ contentRect: { width } }]);
        }
        observe(): void {}
        disconnect(): void {}
      },
    );
    const width = vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
    onTestFinished(() => {
      vi.unstubAllGlobals();
      width.mockRestore();
    });
    const { find, all } = mount({ format: 'frame' }, new ScriptedClient());
    await vi.waitFor(() => find('.panel'), WAIT);
    expect(all('.wide > .aside')).toHaveLength(1);
    report(600);
    expect(all('.wide')).toEqual([]);
    report(900);
    expect(all('.wide > .aside')).toHaveLength(1);
  });
});
