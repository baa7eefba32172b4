// @vitest-environment jsdom
import {
  applyProps,
  createComposer,
  getComposerProps,
  getDropProps,
  getFileInputProps,
  getSendButtonProps,
  getStopProps,
  isSubmitKey,
  persistDraft,
} from '@connective-chat/core/ui';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createScriptedClient } from './scripted-client.ts';

afterEach(() => {
  document.body.replaceChildren();
});

const key = (key: string, more: object = {}) => ({ key, preventDefault: vi.fn(), ...more });

describe('isSubmitKey', () => {
  it('accepts Enter only, and not during IME composition (A12)', () => {
    expect(isSubmitKey(key('Enter'))).toBe(true);
    expect(isSubmitKey(key('a'))).toBe(false);
    for (const more of [
      { shiftKey: true },
      { altKey: true },
      { ctrlKey: true },
      { metaKey: true },
      { isComposing: true },
      { nativeEvent: { isComposing: true } },
      { keyCode: 229 },
    ]) {
      expect(isSubmitKey(key('Enter', more)), JSON.stringify(more)).toBe(false);
    }
  });
});

describe('composer', () => {
  it('sends the trimmed text, and then is empty', () => {
    const client = createScriptedClient();
    const composer = createComposer(client);
    expect(composer.get()).toMatchObject({ draft: '', files: [], blocked: null, canSend: false });
    composer.setDraft('  Hello \n');
    expect(composer.get().canSend).toBe(true);
    const event = key('Enter');
    composer.onKeyDown(event);
    expect(event.preventDefault).toHaveBeenCalled();
    expect(client.called('send')).toEqual([['send', 'Hello']]);
    expect(composer.get().draft).toBe('');
  });

  it('keeps the draft, stays editable and shows the reason while sending is blocked (A10)', () => {
    const client = createScriptedClient();
    const composer = createComposer(client);
    composer.setDraft('Hello');
    client.set({ sendState: { ok: false, reason: 'thinking', until: 9 } });
    expect(composer.get()).toMatchObject({
      draft: 'Hello',
      blocked: { reason: 'thinking', until: 9 },
      canSend: false,
    });
    expect(composer.send()).toMatchObject({ ok: false, reason: 'thinking' });
    composer.setDraft('Hello again');
    expect(composer.get().draft).toBe('Hello again');
    expect(getComposerProps(composer, { reasonId: 'why' })).toMatchObject({
      value: 'Hello again',
      'aria-describedby': 'why',
    });
    expect(getComposerProps(composer)).not.toHaveProperty('disabled');
    const button = getSendButtonProps(composer, { reasonId: 'why' });
    expect(button).toMatchObject({ 'aria-disabled': true, 'aria-describedby': 'why' });
    button.onClick();
    expect(client.called('send')).toEqual([]);
  });

  it('offers a button that stops the answer in the place of the send button', () => {
    const client = createScriptedClient();
    const composer = createComposer(client);
    const changes: unknown[] = [];
    composer.subscribe(({ stopButton }) => changes.push(stopButton));
    expect(composer.get().stopButton).toBeNull();
    expect(composer.stop()).toEqual({ ok: false, reason: 'not-thinking' });
    client.set({ stopState: { ok: true } });
    const props = getStopProps(composer);
    expect(props).toMatchObject({ 'aria-label': 'Stop the answer', 'aria-disabled': false });
    props.onClick();
    expect(client.called('stop')).toHaveLength(2);
    client.set({ stopState: { ok: false, reason: 'stopping' } });
    const busy = getStopProps(composer);
    expect(busy).toMatchObject({ 'aria-label': 'Stopping…', 'aria-disabled': true });
    busy.onClick();
    expect(client.called('stop'), 'a second press does nothing').toHaveLength(2);
    client.set({ stopState: { ok: false, reason: 'not-thinking' } });
    expect(changes).toEqual(['enabled', 'busy', null]);
    // The second click of a double click on the stop button lands on the send button.
    composer.setDraft('half a sentence');
    getSendButtonProps(composer).onClick({ detail: 2 });
    expect(client.called('send')).toEqual([]);
    getSendButtonProps(composer).onClick({ detail: 1 });
    expect(client.calls).toContainEqual(['send', 'half a sentence']);
  });

  it('accepts files that are picked, pasted or dropped, and ignores other pastes', () => {
    const client = createScriptedClient();
    client.set({ limits: { ...client.limits.get(), uploadBytes: 8, uploadTypes: ['text/plain', 'image/*'] } });
    const composer = createComposer(client);
    const file = (name: string, type = 'text/plain', text = 'text') => new File([text], name, { type });
    const event = (files: File[]) => ({
      preventDefault: vi.fn(),
      clipboardData: { files, types: ['Files'] } as unknown as DataTransfer,
      dataTransfer: { files, types: ['Files'] } as unknown as DataTransfer,
    });

    const words = event([]);
    getComposerProps(composer).onPaste(words);
    expect(words.preventDefault).not.toHaveBeenCalled();
    const paste = event([file('pasted.png', 'image/png')]);
    getComposerProps(composer).onPaste(paste);
    const drop = event([file('dropped.txt')]);
    getDropProps(composer).onDragOver(drop);
    getDropProps(composer).onDrop(drop);
    for (const each of [paste, drop]) expect(each.preventDefault).toHaveBeenCalled();
    const input = document.createElement('input');
    applyProps(input, getFileInputProps(composer));
    expect(input).toMatchObject({ type: 'file', multiple: true });
    expect(input.accept).toBe('text/plain,image/*');
    Object.defineProperty(input, 'files', { value: [file('big.txt', 'text/plain', 'too many bytes')] });
    input.dispatchEvent(new Event('input'));

    client.set({ limits: { ...client.limits.get(), uploadTypes: [] } });
    const left = event([file('left.txt')]);
    getComposerProps(composer).onPaste(left);
    getDropProps(composer).onDrop(left);
    expect(left.preventDefault, 'the server takes no files').not.toHaveBeenCalled();

    client.set({ limits: { ...client.limits.get(), uploadTypes: ['text/plain', 'image/*'] } });
    const { files, canSend } = composer.get();
    expect(files.map(({ name, refusal }) => [name, refusal])).toEqual([
      ['pasted.png', null],
      ['dropped.txt', null],
      ['big.txt', 'too-large'],
    ]);
    expect(canSend).toBe(true);
  });

  const entry = { id: 'u', name: 'a.txt', size: 4, mime: 'text/plain', progress: 0, error: null } as const;
  /** A composer whose draft contains a file that is still being uploaded. */
  const waiting = () => {
    const client = createScriptedClient();
    client.set({ limits: { ...client.limits.get(), uploadBytes: 8, uploadTypes: ['text/plain'] } });
    const upload = vi.spyOn(client, 'upload').mockImplementation(() => {
      client.set({ uploads: [{ ...entry, status: 'uploading' }] });
      return { ok: true, id: 'u' };
    });
    const composer = createComposer(client);
    composer.attach([new File(['text'], 'a.txt', { type: 'text/plain' })]);
    composer.setDraft('My invoice');
    expect(composer.send()).toMatchObject({ ok: true });
    expect(upload).toHaveBeenCalledOnce();
    const sent = () => client.called('send');
    return { client, composer, sent };
  };

  it('sends a text after its files have reached the server', () => {
    const { client, composer, sent } = waiting();
    expect(composer.get()).toMatchObject({ draft: 'My invoice', files: [], notice: 'uploading', canSend: false });
    expect(composer.send()).toMatchObject({ ok: false, reason: 'uploading' });
    expect(sent()).toEqual([]);
    client.set({ uploads: [] });
    expect(sent()).toEqual([['send', 'My invoice']]);
    expect(composer.get()).toMatchObject({ draft: '', blocked: null });
    expect(client.listeners).toBe(0);
  });

  it.each([
    ['one of them failed', ({ client }) => client.set({ uploads: [{ ...entry, status: 'failed' }] })],
    ['it was changed meanwhile', ({ composer }) => composer.setDraft('My invoices')],
  ] as [string, (waits: ReturnType<typeof waiting>) => void][])(
    'keeps the text of uploading files if %s',
    (_, change) => {
      const waits = waiting();
      change(waits);
      expect(waits.composer.get()).toMatchObject({ draft: expect.stringMatching(/^My invoice/), canSend: true });
      waits.client.set({ uploads: [] });
      expect(waits.sent()).toEqual([]);
      expect(waits.client.listeners).toBe(0);
    },
  );

  it('checks files by the server’s limits, also those received later, and by their number', () => {
    const client = createScriptedClient();
    client.set({ limits: { ...client.limits.get(), uploadBytes: 8, uploadTypes: ['*/*'], burst: 1 } });
    const composer = createComposer(client);
    composer.attach(['a.txt', 'b.txt'].map((name) => new File(['text'], name, { type: 'text/plain' })));
    const refusals = () => composer.get().files.map(({ refusal }) => refusal);
    expect(refusals()).toEqual([null, 'too-many']);
    composer.removeFile('file-1');
    expect(refusals()).toEqual([null]);
    client.set({ limits: { ...client.limits.get(), uploadBytes: 2 } });
    expect(refusals()).toEqual(['too-large']);
  });

  it('reports a text that is too long before it is sent, counted in bytes', () => {
    const composer = createComposer(createScriptedClient());
    composer.setDraft('ї'.repeat(32));
    expect(composer.get().blocked).toBeNull();
    composer.setDraft('ї'.repeat(33));
    expect(composer.get()).toMatchObject({ blocked: { reason: 'too-large' }, canSend: false });
  });

  it('notifies on changes only, keeps the same object until then, and has no subscription without listeners', () => {
    const client = createScriptedClient();
    const composer = createComposer(client);
    const listener = vi.fn();
    const stop = composer.subscribe(listener);
    const before = composer.get();
    client.set({ unread: 1 });
    client.set({ sendState: { ok: true } });
    composer.setDraft('');
    expect(composer.get()).toBe(before);
    expect(listener).not.toHaveBeenCalled();
    composer.setDraft('a');
    client.set({ sendState: { ok: false, reason: 'closed' } });
    expect(listener).toHaveBeenCalledTimes(2);
    stop();
    stop();
    expect(client.listeners).toBe(0);
  });

  it('sends typing events', () => {
    const client = createScriptedClient();
    const composer = createComposer(client);
    composer.setDraft('H');
    composer.setDraft('');
    expect(client.calls).toEqual([
      ['setTyping', true],
      ['setTyping', false],
    ]);
  });
});

describe('persistDraft', () => {
  it('keeps the draft over a reload, and sends no typing event for a restored draft', () => {
    const client = createScriptedClient();
    const first = createComposer(client);
    const stop = persistDraft(first, 'draft:1');
    first.setDraft('half a sentence');
    stop();
    first.setDraft('not stored any more');
    client.calls.length = 0;
    const second = createComposer(client);
    persistDraft(second, 'draft:1');
    expect(second.get().draft).toBe('half a sentence');
    expect(client.calls).toEqual([]);
    second.setDraft('');
    expect(sessionStorage.getItem('draft:1')).toBeNull();
  });

  it('works without storage', () => {
    const composer = createComposer(createScriptedClient());
    persistDraft(composer, 'draft:1', () => {
      throw new Error('denied');
    });
    composer.setDraft('Hello');
    expect(composer.get().draft).toBe('Hello');
  });
});
