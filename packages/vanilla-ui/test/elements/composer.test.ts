import { ChatError } from '@connective-chat/core';
import { describe, expect, it, vi } from 'vitest';
import { mount } from '../support/mount.ts';

const keydown = (target: Element, init: KeyboardEventInit & { keyCode?: number } = {}) => {
  const event = new KeyboardEvent('keydown', {
    key: 'Enter',
    bubbles: true,
    composed: true,
    cancelable: true,
    ...init,
  });
  target.dispatchEvent(event);
  return event;
};

async function opened() {
  const mounted = mount();
  await mounted.open();
  const input = mounted.find<HTMLTextAreaElement>('.input');
  const write = (text: string) => {
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  return { ...mounted, input, write, send: mounted.find('.send'), reason: mounted.find('.reason') };
}

const BLOCKED = { sendState: { ok: false, reason: 'thinking', until: 1 } } as const;

describe('Composer', () => {
  it('sends on Enter, and then is empty', async () => {
    const { client, input, write } = await opened();
    write('  Hello  ');
    expect(keydown(input).defaultPrevented).toBe(true);
    expect(client.called('send')).toEqual([['send', 'Hello']]);
    expect(input.value).toBe('');
  });

  it('inserts a line break on Shift+Enter', async () => {
    const { client, input, write } = await opened();
    write('Hello');
    expect(keydown(input, { shiftKey: true }).defaultPrevented).toBe(false);
    expect(client.called('send')).toEqual([]);
  });

  it('does not send during IME composition', async () => {
    const { client, input, write } = await opened();
    write('にほん');
    keydown(input, { isComposing: true });
    // Safari ends the composition first and then sends its Enter, with key code 229.
    keydown(input, { keyCode: 229 });
    expect(client.called('send')).toEqual([]);
    keydown(input);
    expect(client.called('send')).toHaveLength(1);
  });

  it('does not send an empty message', async () => {
    const { client, input, write, send } = await opened();
    write('   ');
    keydown(input);
    expect(client.called('send')).toEqual([]);
    expect(send.getAttribute('aria-disabled')).toBe('true');
  });

  it('stops the answer with the same button, which keeps the focus and sends again afterwards', async () => {
    const { client, send, write, input } = await opened();
    client.set({ ...BLOCKED, stopState: { ok: true } });
    expect(send.getAttribute('aria-label')).toBe('Stop the answer');
    expect(send.getAttribute('aria-disabled')).toBeNull();
    write('half a sentence');
    send.focus();
    send.click();
    expect(client.called('stop')).toHaveLength(1);
    expect(client.called('send'), 'the draft stays').toEqual([]);
    client.set({ stopState: { ok: false, reason: 'stopping' } });
    expect(send.getAttribute('aria-label')).toBe('Stopping…');
    expect(send.getAttribute('aria-disabled')).toBe('true');
    send.click();
    expect(client.called('stop')).toHaveLength(1);
    client.set({ sendState: { ok: true }, stopState: { ok: false, reason: 'not-thinking' } });
    expect(send.getAttribute('aria-label')).toBe('Send');
    expect((send.getRootNode() as ShadowRoot).activeElement).toBe(send);
    // The second click of a double click on the stop button.
    send.dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true, cancelable: true }));
    expect(client.called('send')).toEqual([]);
    send.click();
    expect(client.called('send')).toEqual([['send', 'half a sentence']]);
    expect(input.value).toBe('');
  });

  it('marks an answer that was stopped, also when it takes the place of its draft', async () => {
    const { client, root } = await opened();
    const { id } = client.add('bot', 'One, two', { streaming: true });
    const noteOf = () => root.querySelector('.row:last-child .note')?.textContent;
    expect(noteOf()).toBeUndefined();
    const { streaming: _, ...message } = client.message(id).get() ?? client.build('bot', '');
    client.clear();
    client.prepend([{ ...message, stopped: true }]);
    expect(noteOf()).toBe('Stopped');
  });

  it('shows the text that waits for the answer above the input, where it can be edited and removed', async () => {
    const { client, root, input, write } = await opened();
    const waiting = { id: 'waiting', text: 'Two' };
    client.set({ stopState: { ok: true }, sendState: { ok: false, reason: 'queued' }, queued: waiting });
    const buttons = () => [...root.querySelectorAll<HTMLElement>('.queued button')];
    await vi.waitFor(() => expect(buttons()).toHaveLength(2), { timeout: 20_000 });
    expect(root.querySelector('.queued')?.textContent).toContain('Two');
    write('and more');
    buttons()[0]?.click();
    expect(client.called('discard')).toEqual([['discard', 'waiting']]);
    expect(input.value).toBe('Two\nand more');
    buttons()[1]?.click();
    expect(client.called('discard')).toHaveLength(2);
    client.set({ queued: null });
    expect(buttons()).toHaveLength(0);
  });

  it('neither Enter nor Esc stops the answer', async () => {
    const { client, input } = await opened();
    client.set({ ...BLOCKED, stopState: { ok: true } });
    input.focus();
    keydown(input);
    keydown(input, { key: 'Escape' });
    expect(client.called('stop')).toEqual([]);
  });

  it('says why a stop had no effect, until the visitor goes on', async () => {
    const { client, write, reason, send } = await opened();
    client.set({ ...BLOCKED, stopState: { ok: true } });
    const error = new ChatError('NO_ANSWER', 'No answer.');
    client.emit('stopSettled', { stopped: false, reason: 'failed', error });
    expect(reason.textContent).toBe('The answer could not be stopped. Try again.');
    send.click();
    client.emit('stopSettled', { stopped: false, reason: 'ended' });
    client.set({ sendState: { ok: true }, stopState: { ok: false, reason: 'not-thinking' } });
    expect(reason.textContent).toBe('The answer was already complete.');
    write('Then');
    expect(reason.hidden).toBe(true);
    write('');
    expect(reason.hidden).toBe(true);
  });

  it('stays editable while an answer is pending, and says why sending is blocked', async () => {
    const { client, input, write, send, reason, root } = await opened();
    client.set(BLOCKED);
    expect(reason.hidden).toBe(true);
    input.focus();
    write('One more thing');
    expect(input.disabled).toBe(false);
    expect(send.getAttribute('aria-disabled')).toBe('true');
    expect(reason.textContent).toBe('You can send as soon as the answer is here.');
    keydown(input);
    expect(input.value).toBe('One more thing');
    expect(root.activeElement).toBe(input);
    client.set({ sendState: { ok: true } });
    expect(reason.hidden).toBe(true);
    expect(send.hasAttribute('aria-disabled')).toBe(false);
  });

  it.each([
    ['too-large', 'This text is too long to send at once.'],
    ['closed', 'This chat has ended.'],
    ['refused', 'The chat is not available now.'],
    ['outbox-full', 'Too many messages wait to be sent.'],
    ['unsupported', 'This cannot be done now.'],
  ] as const)('explains the reason %s', async (reason, words) => {
    const { client, input, write, find } = await opened();
    client.set({ sendState: { ok: false, reason } });
    write('Hello');
    keydown(input);
    expect(find('.reason').textContent).toBe(words);
    expect(input.value).toBe('Hello');
  });

  it('keeps the draft over a reload', async () => {
    const first = await opened();
    first.write('half a sentence');
    first.widget.destroy();
    const second = await opened();
    expect(second.input.value).toBe('half a sentence');
  });

  it('sends typing events', async () => {
    const { client, write } = await opened();
    write('a');
    write('');
    expect(client.called('setTyping')).toEqual([
      ['setTyping', true],
      ['setTyping', false],
    ]);
  });

  it('shows the chosen files, and sends them with the text', async () => {
    const { client, input, all, find, send } = await opened();
    client.set({ limits: { ...client.limits.get(), uploadBytes: 8, uploadTypes: ['image/*'] } });
    const paste = Object.assign(new Event('paste', { cancelable: true }), {
      clipboardData: {
        files: [new File(['x'], 'a.png', { type: 'image/png' }), new File(['yy'], 'b.png', { type: 'image/png' })],
      },
    });
    input.dispatchEvent(paste);
    expect(paste.defaultPrevented).toBe(true);
    await vi.waitFor(() => expect(all('.attachment')).toHaveLength(2), { timeout: 20_000 });
    expect(send.hasAttribute('aria-disabled')).toBe(false);
    find('.attachment .tool').click();
    expect(all('.attachment .file-name').map((name) => name.textContent)).toEqual(['b.png']);
    keydown(input);
    expect(client.called('upload')).toEqual([['upload', 'b.png']]);
    expect(all('.attachment')).toEqual([]);
  });

  it('shows at once why a file cannot be sent, and keeps it until it is removed', async () => {
    const { client, input, all, find, send } = await opened();
    client.set({ limits: { ...client.limits.get(), uploadBytes: 4, uploadTypes: ['image/*'] } });
    const files = [
      new File(['too many bytes'], 'big.png', { type: 'image/png' }),
      new File(['x'], 'setup.exe', { type: 'application/x-msdownload' }),
      new File([], 'empty.png', { type: 'image/png' }),
    ];
    input.dispatchEvent(Object.assign(new Event('paste', { cancelable: true }), { clipboardData: { files } }));
    await vi.waitFor(() => expect(all('.attachment')).toHaveLength(3), { timeout: 20_000 });
    expect(all('.attachment-failure').map((failure) => failure.textContent)).toEqual([
      'Too large: up to 4 byte.',
      'Files of this kind cannot be sent.',
      'This file is empty.',
    ]);
    expect(send.getAttribute('aria-disabled')).toBe('true');
    keydown(input);
    expect(client.called('upload')).toEqual([]);
    find('.attachment .tool').click();
    expect(all('.attachment')).toHaveLength(2);
  });

  it('shows upload progress, and offers a retry after a failure', async () => {
    const { client, find, all } = await opened();
    const upload = { id: 'u', name: 'a.png', size: 2048, mime: 'image/png', error: null } as const;
    client.set({ uploads: [{ ...upload, status: 'uploading', progress: 0.5 }] });
    await vi.waitFor(() => expect(find<HTMLProgressElement>('progress').value).toBe(0.5), { timeout: 20_000 });
    client.set({ uploads: [{ ...upload, status: 'failed', progress: 0.5 }] });
    find('.attachment .link').click();
    find('.attachment .tool').click();
    expect(client.called('retryUpload')).toEqual([['retryUpload', 'u']]);
    expect(client.called('cancelUpload')).toEqual([['cancelUpload', 'u']]);
    client.set({ uploads: [] });
    expect(all('.attachment')).toEqual([]);
  });
});
