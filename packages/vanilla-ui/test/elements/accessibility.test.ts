import { ChatError, type Message } from '@connective-chat/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mount } from '../support/mount.ts';

/*
 * Announcements for screen readers, and the focus. Each title names the accessibility rule that it covers. What needs a
 * real browser or a person is covered by the end-to-end tests and docs/manual-checks.md.
 */
const opened = async () => {
  const mounted = mount();
  await mounted.open();
  const polite = mounted.find('[aria-live=polite]');
  const assertive = mounted.find('[aria-live=assertive]');
  const said = () => [...polite.children].map(({ textContent }) => textContent);
  const shouted = () => [...assertive.children].map(({ textContent }) => textContent);
  const comes = (...messages: Message[]) => {
    for (const message of messages) mounted.client.emit('message', message);
  };
  return { ...mounted, polite, said, shouted, comes };
};

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
    shouldAdvanceTime: true,
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the announcer', () => {
  it('A1, A2: is one live region, present and empty from the start, outside the visible list, cleared after a second', async () => {
    const { find, polite, said, comes, client } = await opened();
    expect(polite.getAttribute('aria-live')).toBe('polite');
    expect(said()).toEqual([]);
    expect(find('.scroller').closest('[aria-live]')).toBeNull();
    expect(find('.rows').querySelector('[aria-live]')).toBeNull();
    comes(client.add('bot', 'Hello'));
    await vi.advanceTimersByTimeAsync(300);
    expect(said()).toEqual(['Lumen Store: Hello']);
    await vi.advanceTimersByTimeAsync(1100);
    expect(said()).toEqual([]);
  });

  it('A3: announces many messages as a count', async () => {
    const { said, comes, client } = await opened();
    comes(...['a', 'b', 'c', 'd'].map((text) => client.add('bot', text)));
    await vi.advanceTimersByTimeAsync(300);
    expect(said()).toEqual(['4 messages have arrived']);
  });

  it('A4: announces in the order of the log', async () => {
    const { said, comes, client } = await opened();
    comes(client.add('bot', 'first'), client.add('bot', 'second'));
    await vi.advanceTimersByTimeAsync(300);
    expect(said()).toEqual(['Lumen Store: first', 'Lumen Store: second']);
  });

  it('A5: names the author, without Markdown syntax', async () => {
    const { said, comes, client } = await opened();
    const text = 'It is **here**, [see](https://example.com)';
    comes(client.add({ kind: 'operator', id: 'o', name: 'Marta' }, { type: 'text', text, format: 'markdown' }));
    await vi.advanceTimersByTimeAsync(300);
    await vi.dynamicImportSettled();
    expect(said()).toEqual(['Marta: It is here, see']);
  });

  it('A6: announces thinking after a delay, its stages rarely, and its deadline', async () => {
    const { said, client, find } = await opened();
    const think = (text: string) =>
      client.set({ thinking: { text, stage: null, steps: [], since: Date.now(), until: Date.now() + 30_000 } });
    const heard: (string | null)[] = [];
    const listen = async (ms: number) => {
      for (let at = 0; at < ms; at += 100) {
        await vi.advanceTimersByTimeAsync(100);
        for (const words of said()) if (heard.at(-1) !== words) heard.push(words);
      }
    };
    think('Reading');
    await listen(400);
    expect(heard).toEqual([]);
    await listen(300);
    expect(heard).toEqual(['Reading']);
    think('Searching');
    await listen(1000);
    think('Writing');
    await listen(2000);
    expect(heard).toEqual(['Reading']);
    await listen(3000);
    expect(heard).toEqual(['Reading', 'Writing']);
    expect(find('.dots').getAttribute('aria-hidden')).toBe('true');
    client.set({ thinking: null, overdue: { text: '', choices: ['wait', 'person', 'retry'], since: Date.now() } });
    await listen(200);
    expect(heard.at(-1)).toBe(
      'This takes longer than usual. You can write meanwhile. Keep waiting, Talk to an operator, Ask again',
    );
  });

  it('A7: a failed send is announced at once, and shown at its message', async () => {
    const { shouted, client, all } = await opened();
    const sent = client.add('visitor', 'Hi', { delivery: 'pending' });
    client.change(sent.id, { delivery: 'failed' });
    expect(shouted()).toEqual(['Not sent. Hi']);
    expect(all('.row .failure')).toHaveLength(1);
  });

  it('A7: a lost connection is announced after three seconds, and its return too', async () => {
    const { said, client, find } = await opened();
    const lost = { status: 'reconnecting', error: null, willRetryAt: null, attempt: 1 } as const;
    client.set({ connection: lost });
    await vi.waitFor(() => expect(find('.notice-strip').childElementCount).toBe(2), { timeout: 20_000 });
    expect(find('.notice-strip').hidden).toBe(true);
    await vi.advanceTimersByTimeAsync(3100);
    expect(said()).toEqual(['No connection. Trying to reconnect…']);
    expect(find('.notice-strip').hidden).toBe(false);
    client.set({ connection: { status: 'online', error: null, willRetryAt: null, attempt: 0 } });
    expect(said().at(-1)).toBe('Connected again');
  });

  it("a refusal shows and announces the server's text, without a retry button", async () => {
    const { said, client, find } = await opened();
    const text = 'This chat is not available from your address.';
    const error = new ChatError('BANNED', 'The settings of the bot block this address.', { text });
    client.set({ connection: { status: 'refused', error, willRetryAt: null, attempt: 0 } });
    await vi.waitFor(() => expect(find('.notice-strip').textContent).toContain(text), { timeout: 20_000 });
    expect(find('.notice-strip').hidden).toBe(false);
    expect(find('.notice-strip button').hidden).toBe(true);
    expect(said()).toEqual([text]);
  });
});

describe('the focus', () => {
  it('A8: the panel is a labelled dialog without a focus trap; Esc closes it and returns to the launcher', async () => {
    const { find, root } = await opened();
    const panel = find<HTMLDialogElement>('.panel');
    expect(panel.localName).toBe('dialog');
    expect(find(`#${panel.getAttribute('aria-labelledby')}`).textContent).toBe('Lumen Store');
    expect(root.activeElement).toBe(find('.input'));
    find('.input').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    expect(root.activeElement).toBe(find('.launcher'));
    expect(find('.launcher').getAttribute('aria-expanded')).toBe('false');
  });

  it('A9: does not move when a message arrives', async () => {
    const { find, root, client, comes } = await opened();
    find('[aria-haspopup=menu]').focus();
    comes(client.add('bot', 'Hello'));
    await vi.advanceTimersByTimeAsync(500);
    expect(root.activeElement).toBe(find('[aria-haspopup=menu]'));
  });

  it('A10: stays in the input while sending is blocked, with the reason; a focused control is never disabled', async () => {
    const { find, all, root, client } = await opened();
    client.set({ sendState: { ok: false, reason: 'thinking', until: Date.now() + 1000 } });
    expect(root.activeElement).toBe(find('.input'));
    expect(find('.send').getAttribute('aria-disabled')).toBe('true');
    expect(find('.send').getAttribute('aria-describedby')).toBe(find('.reason').id);
    expect(all('[disabled]')).toEqual([]);
  });

  it('A11: quick replies are buttons, and a choice moves the focus to the input', async () => {
    const { find, root, client } = await opened();
    client.add('bot', {
      type: 'text',
      text: 'When?',
      format: 'plain',
      keyboard: [[{ id: 'a', label: 'Today', action: { type: 'reply' } }]],
    } as Message['body']);
    await vi.waitFor(() => find('.reply'), { timeout: 20_000 });
    expect(find('.reply').localName).toBe('button');
    find('.reply').focus();
    find('.reply').click();
    expect(root.activeElement).toBe(find('.input'));
  });

  it('A12: the transcript can be scrolled by keyboard', async () => {
    const { find } = await opened();
    expect(find('.scroller').tabIndex).toBe(0);
    expect(find('.scroller').getAttribute('aria-label')).toBe('Messages');
  });
});

describe('names', () => {
  it('A17: language and direction are set on the panel, and each text has dir="auto"', async () => {
    const { find, client } = await opened();
    client.add('bot', 'مرحبا');
    expect(find('.cc').lang).toBe('en');
    expect(find('.cc').dir).toBe('ltr');
    expect(find('.row .text').dir).toBe('auto');
    const { find: inArabic } = mount({ locale: 'ar' });
    expect(inArabic('.cc').dir).toBe('rtl');
  });

  it('A19: a picture has an alternative text or is decorative', async () => {
    const { find, all, client } = await opened();
    client.add('bot', { type: 'image', url: 'https://example.com/a.png', alt: 'A lamp' } as Message['body']);
    await vi.waitFor(() => find('button.image'), { timeout: 20_000 });
    expect(find('.image').getAttribute('aria-label')).toBe('Open picture: A lamp');
    expect(all('img').every((image) => image.hasAttribute('alt'))).toBe(true);
    expect(all('svg').every((icon) => icon.getAttribute('aria-hidden') === 'true')).toBe(true);
  });
});
