// @vitest-environment jsdom
import type { Message } from '@connective-chat/core';
import {
  applyProps,
  getAskAgainProps,
  getCopyProps,
  getFeedbackFormProps,
  getFeedbackProps,
  getFeedbackReasonProps,
  getSourceProps,
  getSourcesProps,
  questionOf,
} from '@connective-chat/core/ui';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createScriptedClient, textMessage } from './scripted-client.ts';

const answer = (id: string, text = 'Three days'): Message => ({ ...textMessage(id, text), agent: true });

afterEach(() => {
  Reflect.deleteProperty(navigator, 'clipboard');
});

describe('the props of a rating', () => {
  it('are two toggle buttons: pressing the pressed one withdraws the rating', () => {
    const client = createScriptedClient();
    client.set({ messages: [answer('a')] });
    const message = () => client.message('a').get() as Message;
    const button = (value: 'up' | 'down') => getFeedbackProps({ message: message(), value, client });
    expect(button('up')).toMatchObject({ type: 'button', 'aria-label': 'Helpful', 'aria-pressed': false });
    button('up').onClick();
    expect([button('up')['aria-pressed'], button('down')['aria-pressed']]).toEqual([true, false]);
    button('down').onClick();
    expect([button('up')['aria-pressed'], button('down')['aria-pressed']]).toEqual([false, true]);
    button('down').onClick();
    expect(message().feedback).toBeUndefined();
    expect(client.calls).toEqual([
      ['feedback', 'a', 'up'],
      ['feedback', 'a', 'down'],
      ['feedback', 'a', null],
    ]);
  });

  it('send the reason of the form, and close it', () => {
    const client = createScriptedClient();
    client.set({ messages: [{ ...answer('a'), feedback: { value: 'down' } }] });
    const onSent = vi.fn();
    const form = document.createElement('form');
    const field = document.createElement('textarea');
    form.append(field);
    applyProps(field, getFeedbackReasonProps());
    applyProps(form, getFeedbackFormProps({ message: client.message('a').get() as Message, client, onSent }));
    expect(field.maxLength).toBe(1000);
    expect(field.getAttribute('aria-label')).toBe('What was wrong? (optional)');
    field.value = 'Too vague';
    const submitted = new Event('submit', { cancelable: true });
    form.dispatchEvent(submitted);
    expect(submitted.defaultPrevented).toBe(true);
    expect(client.calls).toEqual([['feedback', 'a', 'down', 'Too vague']]);
    expect(onSent).toHaveBeenCalledOnce();
  });
});

describe('the props of sources', () => {
  it('are a numbered list of links that open a new tab, and unsafe addresses are no links', () => {
    expect(getSourcesProps()).toMatchObject({ role: 'list', 'aria-label': 'Sources' });
    const link = document.createElement('a');
    applyProps(link, getSourceProps({ title: 'Delivery', url: 'https://shop.example/delivery' }));
    expect(link.href).toBe('https://shop.example/delivery');
    expect(link.target).toBe('_blank');
    expect(link.rel).toContain('noopener');
    expect(link.getAttribute('aria-label')).toBe('Delivery (opens in a new tab)');
    for (const url of [undefined, 'javascript:alert(1)', '/relative']) {
      expect(getSourceProps({ title: 'Notes', ...(url === undefined ? {} : { url }) })).toEqual({
        'data-part': 'source',
      });
    }
  });
});

describe('the props of the copy button', () => {
  it('copy the text, and tell whether they could', async () => {
    const writeText = vi.fn(async () => {});
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    const outcomes: boolean[] = [];
    const { onClick } = getCopyProps({ text: '**Three** days', onCopied: (copied) => outcomes.push(copied) });
    onClick();
    await vi.waitFor(() => expect(outcomes).toEqual([true]));
    expect(writeText).toHaveBeenCalledExactlyOnceWith('**Three** days');
    Reflect.deleteProperty(navigator, 'clipboard');
    onClick();
    await vi.waitFor(() => expect(outcomes).toEqual([true, false]));
  });
});

describe('"ask again"', () => {
  it('is offered for the newest message, if that is the complete answer of an agent', () => {
    const question = textMessage('q', 'Where is it?', 'visitor');
    expect(questionOf([])).toBeNull();
    expect(questionOf([question, answer('a')])).toBe('Where is it?');
    expect(questionOf([question, answer('a'), answer('b')])).toBe('Where is it?');
    expect(questionOf([answer('a')]), 'the bot has spoken first').toBeNull();
    expect(questionOf([question, { ...answer('a'), streaming: true }])).toBeNull();
    expect(questionOf([question, textMessage('menu', 'What else?')]), 'no agent').toBeNull();
    expect(questionOf([question, answer('a'), textMessage('q2', 'And?', 'visitor')])).toBeNull();
    const press: Message = { ...question, body: { type: 'press', messageId: 'm', buttonId: 'b', label: 'Delivery' } };
    expect(questionOf([press, answer('a')])).toBe('Delivery');
  });

  it('sends the question again, unless sending is blocked', () => {
    const client = createScriptedClient();
    const button = () => getAskAgainProps({ question: 'Where is it?', client });
    client.set({ sendState: { ok: false, reason: 'thinking' } });
    expect(button()['aria-disabled']).toBe(true);
    button().onClick();
    expect(client.calls).toEqual([]);
    client.set({ sendState: { ok: true } });
    expect(button()['aria-disabled']).toBe(false);
    button().onClick();
    expect(client.calls).toEqual([['send', 'Where is it?']]);
  });
});
