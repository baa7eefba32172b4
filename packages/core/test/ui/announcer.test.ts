// @vitest-environment jsdom
import { ChatError, type Message } from '@connective-chat/core';
import { createAnnouncer } from '@connective-chat/core/ui';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createScriptedClient, textMessage } from './scripted-client.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const thinking = (text: string) => ({ text, stage: null, steps: [], since: 0, until: 60_000 });

function setUp(...history: Message[]) {
  const client = createScriptedClient();
  if (history.length > 0) client.append(...history);
  const element = document.createElement('div');
  const stop = createAnnouncer(client).attach(element);
  const region = (politeness: string) => element.querySelector(`[aria-live=${politeness}]`);
  const said = (politeness = 'polite') =>
    [...(region(politeness)?.children ?? [])].map(({ textContent }) => textContent);
  /** Waits for the delay after which messages that arrive together are announced. */
  const collected = () => vi.advanceTimersByTimeAsync(250);
  return { client, element, stop, said, collected };
}

describe('announcer', () => {
  it('is present and empty before the first announcement, and removed when it is disposed (A1, A2)', () => {
    const { client, element, stop, said } = setUp(textMessage('a', 'Old'));
    expect(element.querySelectorAll('[aria-live]')).toHaveLength(2);
    expect(said()).toEqual([]);
    client.append(textMessage('b', 'New'));
    stop();
    expect(element.childElementCount).toBe(0);
    expect(client.listeners).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('announces a message with its author and without Markdown, and clears it after a second (A1, A5)', async () => {
    const { client, said, collected } = setUp();
    client.append({
      ...textMessage('a', ''),
      from: { kind: 'operator', name: 'Iryna' },
      body: { type: 'text', format: 'markdown', text: '**Two** days, [here](https://a.test)' },
    });
    await collected();
    // The lexer is loaded with the first Markdown message.
    await vi.dynamicImportSettled();
    expect(said()).toEqual(['Iryna: Two days, here']);
    vi.advanceTimersByTime(999);
    expect(said()).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(said()).toEqual([]);
  });

  it('announces up to three messages in order, and more as a count, also when they arrive one by one (A3, A4)', async () => {
    const { client, said, collected } = setUp();
    client.append(...['a', 'b', 'c'].map((id) => textMessage(id, id)));
    await collected();
    expect(said()).toEqual(['Shop: a', 'Shop: b', 'Shop: c']);
    vi.advanceTimersByTime(1_000);
    for (const id of ['d', 'e', 'f', 'g']) client.append(textMessage(id, id));
    await collected();
    expect(said()).toEqual(['4 messages have arrived']);
  });

  it('does not announce the visitor’s own messages, older pages or edits', async () => {
    const { client, said, collected } = setUp(textMessage('m', 'Here'));
    client.append(textMessage('mine', 'Hi', 'visitor'));
    client.set({ messages: [textMessage('old', 'Older'), ...client.messages.get()] });
    client.replace({ ...textMessage('m', 'Here'), answer: { label: 'Yes' } });
    await collected();
    expect(said()).toEqual([]);
  });

  it('announces a short streamed answer once, when it is complete', async () => {
    const { client, said, collected } = setUp();
    client.append({ ...textMessage('a', 'Tw'), streaming: true });
    client.replace({ ...textMessage('a', 'Two d'), streaming: true });
    await collected();
    expect(said()).toEqual([]);
    client.replace(textMessage('a', 'Two days'));
    await collected();
    expect(said()).toEqual(['Shop: Two days']);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(said(), 'nothing is announced again').toEqual([]);
  });

  describe('a streamed answer', () => {
    const markdown = (text: string) => ({ type: 'text', format: 'markdown', text }) as const;
    async function stream() {
      const chat = setUp();
      const first = { ...textMessage('a', ''), body: markdown('') };
      chat.client.append({ ...first, streaming: true });
      // Its code is loaded with the first piece of an answer.
      await vi.dynamicImportSettled();
      /** Shows a piece of the answer, and returns what is said at the end of the interval. */
      const hear = async (text: string, ms = 1_500) => {
        chat.client.replace({ ...first, body: markdown(text), streaming: true });
        await vi.advanceTimersByTimeAsync(ms);
        await vi.dynamicImportSettled();
        return chat.said();
      };
      const end = async (text: string, change: Partial<Message> = {}) => {
        await vi.advanceTimersByTimeAsync(2_000);
        chat.client.replace({ ...first, body: markdown(text), ...change });
        await chat.collected();
        await vi.dynamicImportSettled();
        return chat.said();
      };
      return { ...chat, hear, end };
    }

    it('is announced by sentences, each once and with the author before the first; at its end only the rest', async () => {
      const { hear, end } = await stream();
      expect(await hear('It takes **two')).toEqual([]);
      expect(await hear('It takes **two days**. To Norway')).toEqual(['Shop: It takes two days.']);
      expect(await hear('It takes **two days**. To Norway four.')).toEqual([]);
      expect(await hear('It takes **two days**. To Norway four. Shall I')).toEqual(['To Norway four.']);
      expect(await end('It takes **two days**. To Norway four. Shall I look?')).toEqual(['Shall I look?']);
      await vi.advanceTimersByTimeAsync(5_000);
    });

    it('is announced at most every 1.5 seconds, however many pieces arrive', async () => {
      const { hear } = await stream();
      let text = '';
      const heard = new Set<string | null>();
      for (let piece = 1; piece <= 30; piece += 1) {
        text += `Sentence number ${piece}. `;
        for (const announcement of await hear(text, 100)) heard.add(announcement);
      }
      expect(heard.size, 'in three seconds').toBe(2);
      const words = [...heard].join(' ');
      expect(words).toMatch(/^Shop: Sentence number 1\. /);
      for (let piece = 1; piece <= 20; piece += 1) expect(words.split(`number ${piece}.`)).toHaveLength(2);
    });

    it('says nothing at its end if every sentence was said, and that it was stopped', async () => {
      const { hear, end } = await stream();
      expect(await hear('One. Two. Thr')).toEqual(['Shop: One. Two.']);
      expect(await end('One. Two.', { stopped: true })).toEqual(['Stopped']);
    });

    it('names an incomplete end as stopped, once, also in the tab that stopped it', async () => {
      const { client, hear, end } = await stream();
      expect(await hear('One. Two thr')).toEqual(['Shop: One.']);
      client.emit('stopSettled', { stopped: true });
      expect(await end('One. Two thr', { stopped: true })).toEqual(['Two thr (Stopped)']);
    });

    it('announces what differs if the message is not the text that was streamed', async () => {
      const { hear, end } = await stream();
      expect(await hear('One day. Two days. Thr')).toEqual(['Shop: One day. Two days.']);
      expect(await end('One day. Three days. Four days.')).toEqual(['Three days. Four days.']);
    });

    it('is not announced any more after the announcer has stopped', async () => {
      const { hear, stop, element } = await stream();
      const heard = hear('One. Two. Three');
      stop();
      await heard;
      expect(element.textContent).toBe('');
      expect(vi.getTimerCount()).toBe(0);
    });
  });

  it('announces the answer to an approval, given in any tab, but not a press of another button', async () => {
    const approval = { tool: 'Change the address' };
    const asked = textMessage('a', '');
    const ask = { type: 'text', format: 'plain', text: 'Shall I?', approval } as const;
    const { client, said } = setUp(
      { ...asked, serverId: 'a', body: ask },
      { ...textMessage('b', 'Hi'), serverId: 'b' },
    );
    const press = (id: string, messageId: string, buttonId: string) =>
      client.append({ ...textMessage(id, '', 'visitor'), body: { type: 'press', messageId, buttonId, label: 'Yes' } });
    press('p', 'b', 'approve');
    expect(said()).toEqual([]);
    press('q', 'a', 'approve');
    expect(said()).toEqual(['You approved']);
    client.append(textMessage('c', 'Done', 'visitor'));
    expect(said()).toEqual(['You approved']);
  });

  it('announces that a message waits for the end of the answer, once', () => {
    const { client, said } = setUp();
    client.set({ queued: { id: 'q', text: 'And to Norway?' } });
    client.set({ unread: 1 });
    client.set({ queued: null });
    expect(said()).toEqual(['Sent after this answer']);
  });

  it('announces an approval once, with its question, what the tool does, and that an answer is needed', async () => {
    const { client, said, collected } = setUp();
    const question = textMessage('a', '');
    const approval = { tool: 'Change the address' };
    const body = { type: 'text', format: 'plain', text: 'Shall I?', approval } as const;
    client.append({ ...question, body });
    await collected();
    expect(said()).toEqual(['Shop: Shall I? · Change the address. This needs your approval.']);
    vi.advanceTimersByTime(1_000);
    client.replace({ ...question, body, answer: { buttonId: 'approve', label: 'Yes' } });
    await collected();
    expect(said()).toEqual([]);
  });

  it('announces thinking after half a second, and stages at most every five seconds (A6)', () => {
    const { client, said } = setUp();
    client.set({ thinking: thinking('Searching') });
    vi.advanceTimersByTime(400);
    client.set({ thinking: null });
    vi.advanceTimersByTime(1_000);
    expect(said()).toEqual([]);

    client.set({ thinking: thinking('Searching') });
    vi.advanceTimersByTime(500);
    expect(said()).toEqual(['Searching']);
    vi.advanceTimersByTime(1_000);
    client.set({ thinking: thinking('Reading') });
    vi.advanceTimersByTime(1_000);
    client.set({ thinking: thinking('Writing') });
    vi.advanceTimersByTime(2_999);
    expect(said()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(said()).toEqual(['Writing']);
    client.set({ thinking: null, overdue: { text: '', choices: [], since: 0 } });
    expect(said()).toEqual(['Writing', 'This takes longer than usual. You can write meanwhile.']);
  });

  it('announces the choices after the deadline with its words', () => {
    const { client, said } = setUp();
    client.set({ overdue: { text: 'The carrier is slow.', choices: ['wait', 'person'], since: 0 } });
    expect(said()).toEqual(['The carrier is slow. Keep waiting, Talk to an operator']);
  });

  it('thanks once for a rating, says when it was not saved, and leaves a withdrawn one to its button', () => {
    const { client, said } = setUp();
    client.emit('feedbackSettled', { id: 'a', value: 'up', saved: true });
    client.emit('feedbackSettled', { id: 'a', value: null, saved: true });
    expect(said()).toEqual(['Thank you for the rating']);
    const error = new ChatError('NO_ANSWER', 'No answer.');
    client.emit('feedbackSettled', { id: 'a', value: 'down', saved: false, error });
    expect(said()).toEqual(['Thank you for the rating', 'The rating was not saved. Try again.']);
  });

  it('announces how a stop has ended', () => {
    const { client, said } = setUp();
    client.emit('stopSettled', { stopped: true });
    client.emit('stopSettled', { stopped: false, reason: 'ended' });
    client.emit('stopSettled', { stopped: false, reason: 'failed', error: new ChatError('NO_ANSWER', 'No answer.') });
    expect(said()).toEqual([
      'Stopped',
      'The answer was already complete.',
      'The answer could not be stopped. Try again.',
    ]);
  });

  it('announces a failed message at once, and again when it fails again (A7)', () => {
    const mine = textMessage('mine', 'Where is it?', 'visitor');
    const failed = { ...mine, delivery: 'failed', error: new ChatError('BLOCKED', 'Refused.') } as const;
    const { client, said } = setUp({ ...mine, delivery: 'pending' });
    client.replace(failed);
    client.append(textMessage('b', 'Something else'));
    expect(said('assertive')).toEqual(['Not sent: it was refused. Where is it?']);
    vi.advanceTimersByTime(1_000);
    client.replace({ ...mine, delivery: 'pending' });
    client.replace(failed);
    expect(said('assertive')).toHaveLength(1);
  });

  it('announces a lost connection after three seconds, and the reconnect only if the loss was announced (A7)', () => {
    const { client, said } = setUp();
    const connection = (status: 'online' | 'reconnecting') =>
      client.set({ connection: { status, error: null, willRetryAt: null, attempt: 1 } });
    connection('reconnecting');
    vi.advanceTimersByTime(2_000);
    connection('online');
    vi.advanceTimersByTime(5_000);
    expect(said()).toEqual([]);
    connection('reconnecting');
    vi.advanceTimersByTime(3_000);
    expect(said()).toEqual(['No connection. Trying to reconnect…']);
    connection('online');
    expect(said().at(-1)).toBe('Connected again');
  });

  it('announces a failed upload at once (A7), a refused chat and a restored history', () => {
    const { client, said } = setUp();
    const upload = { id: 'u', name: 'a.png', size: 1, mime: 'image/png', progress: 0, error: null } as const;
    client.set({ uploads: [{ ...upload, status: 'uploading' }] });
    expect(said('assertive')).toEqual([]);
    client.set({ uploads: [{ ...upload, status: 'failed' }] });
    client.set({ uploads: [{ ...upload, status: 'failed' }] });
    expect(said('assertive')).toEqual(['a.png: Not sent']);
    client.set({ connection: { status: 'refused', error: null, willRetryAt: null, attempt: 0 } });
    expect(said()).toEqual(['The chat is not available here now.']);
    const error = new ChatError('BANNED', 'Blocked.', { text: 'Not from your address.' });
    client.set({ connection: { status: 'refused', error, willRetryAt: null, attempt: 0 } });
    expect(said().at(-1)).toBe('Not from your address.');
    client.emit('discontinuity', {} as never);
    expect(said().at(-1)).toBe('The conversation was restored from a backup.');
  });

  it('names the bot by its settings, or by the given name', async () => {
    const { client, said, collected } = setUp();
    client.set({ bot: { title: 'Lumen Store' } });
    client.append(textMessage('a', 'Hi'));
    await collected();
    expect(said()).toEqual(['Lumen Store: Hi']);
    const element = document.createElement('div');
    createAnnouncer(client, { botName: () => 'Lumi' }).attach(element);
    client.append(textMessage('b', 'Hello'));
    await collected();
    expect(element.textContent).toBe('Lumi: Hello');
  });

  it('announces a sentence of its caller, and nothing while it is detached', () => {
    const client = createScriptedClient();
    const announcer = createAnnouncer(client);
    const element = document.createElement('div');
    announcer.say('lost');
    const stop = announcer.attach(element);
    announcer.say('Saved');
    announcer.say('Not saved', 'assertive');
    expect([...element.children].map((region) => region.textContent)).toEqual(['Saved', 'Not saved']);
    stop();
    announcer.say('lost');
    expect(element.childElementCount).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
