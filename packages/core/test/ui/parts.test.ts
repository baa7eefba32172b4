// @vitest-environment jsdom
import { ChatError, type ConnectionState, type Message, type ThinkingStep } from '@connective-chat/core';
import {
  adaptGetter,
  applyProps,
  CHAT_STATE_KEYS,
  canReconnect,
  createComposer,
  createPanel,
  describeConnection,
  describeSteps,
  englishTexts,
  formatBadge,
  getComposerProps,
  getDropProps,
  getFileInputProps,
  getLauncherProps,
  getMessageProps,
  getPanelProps,
  getSendButtonProps,
  getStepListProps,
  getStepProps,
  getStepsProps,
  getStopProps,
  isSubmitKey,
  keepRead,
  messageErrorId,
  persistDraft,
  readState,
} from '@connective-chat/core/ui';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createScriptedClient, textMessage } from './scripted-client.ts';

afterEach(() => {
  document.body.replaceChildren();
});

const key = (key: string, more: object = {}) => ({ key, preventDefault: vi.fn(), ...more });

describe('readState', () => {
  it('reads every field of the snapshot, and the two derived from the history', () => {
    const client = createScriptedClient();
    const { history, ...snapshot } = client.getSnapshot();
    const state = Object.fromEntries(CHAT_STATE_KEYS.map((name) => [name, readState(client, name)]));
    expect(state).toEqual({ ...snapshot, history, hasOlder: false, isLoadingOlder: false });
  });
});

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
    expect(client.calls.filter((call) => call.startsWith('send'))).toEqual(['send("Hello")']);
    expect(composer.get().draft).toBe('');
  });

  it('keeps the draft, stays editable and shows the reason while sending is blocked (A10)', () => {
    const client = createScriptedClient();
    const composer = createComposer(client);
    composer.setDraft('Hello');
    client.write({ sendState: { ok: false, reason: 'thinking', until: 9 } });
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
    expect(client.calls.filter((call) => call.startsWith('send'))).toEqual([]);
  });

  it('offers a button that stops the answer in the place of the send button', () => {
    const client = createScriptedClient();
    const composer = createComposer(client);
    const changes: unknown[] = [];
    composer.subscribe(({ stopButton }) => changes.push(stopButton));
    expect(composer.get().stopButton).toBeNull();
    expect(composer.stop()).toEqual({ ok: false, reason: 'not-thinking' });
    client.write({ stopState: { ok: true } });
    const props = getStopProps(composer);
    expect(props).toMatchObject({ 'aria-label': 'Stop the answer', 'aria-disabled': false });
    props.onClick();
    expect(client.calls.filter((call) => call === 'stop()')).toHaveLength(2);
    client.write({ stopState: { ok: false, reason: 'stopping' } });
    const busy = getStopProps(composer);
    expect(busy).toMatchObject({ 'aria-label': 'Stopping…', 'aria-disabled': true });
    busy.onClick();
    expect(
      client.calls.filter((call) => call === 'stop()'),
      'a second press does nothing',
    ).toHaveLength(2);
    client.write({ stopState: { ok: false, reason: 'not-thinking' } });
    expect(changes).toEqual(['enabled', 'busy', null]);
    // The second click of a double click on the stop button lands on the send button.
    composer.setDraft('half a sentence');
    getSendButtonProps(composer).onClick({ detail: 2 });
    expect(client.calls.filter((call) => call.startsWith('send('))).toEqual([]);
    getSendButtonProps(composer).onClick({ detail: 1 });
    expect(client.calls).toContain('send("half a sentence")');
  });

  it('accepts files that are picked, pasted or dropped, and ignores other pastes', () => {
    const client = createScriptedClient();
    client.write({ limits: { ...client.limits.get(), uploadBytes: 8, uploadTypes: ['text/plain', 'image/*'] } });
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

    client.write({ limits: { ...client.limits.get(), uploadTypes: [] } });
    const left = event([file('left.txt')]);
    getComposerProps(composer).onPaste(left);
    getDropProps(composer).onDrop(left);
    expect(left.preventDefault, 'the server takes no files').not.toHaveBeenCalled();

    client.write({ limits: { ...client.limits.get(), uploadTypes: ['text/plain', 'image/*'] } });
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
    client.write({ limits: { ...client.limits.get(), uploadBytes: 8, uploadTypes: ['text/plain'] } });
    const upload = vi.spyOn(client, 'upload').mockImplementation(() => {
      client.write({ uploads: [{ ...entry, status: 'uploading' }] });
      return { ok: true, id: 'u' };
    });
    const composer = createComposer(client);
    composer.attach([new File(['text'], 'a.txt', { type: 'text/plain' })]);
    composer.setDraft('My invoice');
    expect(composer.send()).toMatchObject({ ok: true });
    expect(upload).toHaveBeenCalledOnce();
    const sent = () => client.calls.filter((call) => call.startsWith('send('));
    return { client, composer, sent };
  };

  it('sends a text after its files have reached the server', () => {
    const { client, composer, sent } = waiting();
    expect(composer.get()).toMatchObject({ draft: 'My invoice', files: [], notice: 'uploading', canSend: false });
    expect(composer.send()).toMatchObject({ ok: false, reason: 'uploading' });
    expect(sent()).toEqual([]);
    client.write({ uploads: [] });
    expect(sent()).toEqual(['send("My invoice")']);
    expect(composer.get()).toMatchObject({ draft: '', blocked: null });
    expect(client.listeners).toBe(0);
  });

  it.each([
    ['one of them failed', ({ client }) => client.write({ uploads: [{ ...entry, status: 'failed' }] })],
    ['it was changed meanwhile', ({ composer }) => composer.setDraft('My invoices')],
  ] as [string, (waits: ReturnType<typeof waiting>) => void][])(
    'keeps the text of uploading files if %s',
    (_, change) => {
      const waits = waiting();
      change(waits);
      expect(waits.composer.get()).toMatchObject({ draft: expect.stringMatching(/^My invoice/), canSend: true });
      waits.client.write({ uploads: [] });
      expect(waits.sent()).toEqual([]);
      expect(waits.client.listeners).toBe(0);
    },
  );

  it('checks files by the server’s limits, also those received later, and by their number', () => {
    const client = createScriptedClient();
    client.write({ limits: { ...client.limits.get(), uploadBytes: 8, uploadTypes: ['*/*'], burst: 1 } });
    const composer = createComposer(client);
    composer.attach(['a.txt', 'b.txt'].map((name) => new File(['text'], name, { type: 'text/plain' })));
    const refusals = () => composer.get().files.map(({ refusal }) => refusal);
    expect(refusals()).toEqual([null, 'too-many']);
    composer.removeFile('file-1');
    expect(refusals()).toEqual([null]);
    client.write({ limits: { ...client.limits.get(), uploadBytes: 2 } });
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
    client.write({ unread: 1 });
    client.write({ sendState: { ok: true } });
    composer.setDraft('');
    expect(composer.get()).toBe(before);
    expect(listener).not.toHaveBeenCalled();
    composer.setDraft('a');
    client.write({ sendState: { ok: false, reason: 'closed' } });
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
    expect(client.calls).toEqual(['setTyping(true)', 'setTyping(false)']);
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

describe('panel', () => {
  function setUp() {
    document.body.innerHTML =
      '<main></main><div id="p"><textarea data-part="input"></textarea></div><button id="l"></button>';
    const client = createScriptedClient();
    const panel = createPanel(client);
    const element = document.getElementById('p');
    const launcher = document.getElementById('l');
    const sync = () => panel.attach(element, launcher);
    sync();
    return { client, panel, element, launcher, sync };
  }

  it('moves the focus into the input, and back to the launcher on close (A8)', () => {
    const { client, panel, launcher, sync } = setUp();
    launcher?.focus();
    panel.toggle();
    sync();
    expect(document.activeElement).toBe(document.querySelector('textarea'));
    expect(client.calls).toEqual(['setOpen(true)']);
    panel.close();
    sync();
    expect(document.activeElement).toBe(launcher);
    expect(client.calls).toEqual(['setOpen(true)', 'setOpen(false)']);
  });

  it('does not move the focus for anything else (A9)', () => {
    const { panel, launcher, sync } = setUp();
    panel.open();
    sync();
    launcher?.focus();
    sync();
    panel.open();
    sync();
    expect(document.activeElement).toBe(launcher);
    (document.activeElement as HTMLElement).blur();
    const elsewhere = document.createElement('input');
    document.body.append(elsewhere);
    elsewhere.focus();
    panel.close();
    sync();
    expect(document.activeElement).toBe(elsewhere);
  });

  it('makes the page behind inert while it covers the page, and restores it', () => {
    vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener() {}, removeEventListener() {} }));
    try {
      const { panel, element, sync } = setUp();
      const main = document.querySelector('main');
      panel.open();
      sync();
      expect(panel.get()).toEqual({ open: true, modal: true });
      expect([main?.inert, element?.inert]).toEqual([true, undefined]);
      panel.close();
      sync();
      expect(main?.inert).toBe(false);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('opens on request of the server', () => {
    const { client, panel } = setUp();
    const stop = panel.connect();
    client.emit('command', { open: true });
    expect(panel.get().open).toBe(true);
    stop();
    client.emit('command', { open: false });
    expect(panel.get().open).toBe(true);
  });
});

describe('prop getters', () => {
  it('label the launcher with the unread count (A18)', () => {
    const props = { panelId: 'p', open: false, unread: 2, onToggle: () => {} };
    expect(getLauncherProps(props)).toMatchObject({
      'aria-label': 'Open chat, 2 unread messages',
      'aria-expanded': false,
      'aria-controls': 'p',
    });
    expect(getLauncherProps({ ...props, open: true })['aria-label']).toBe('Close chat');
    expect(getLauncherProps({ ...props, unread: 1 })['aria-label']).toBe('Open chat, 1 unread message');
  });

  it('tell what was done for an answer, and whether its list is open', () => {
    const step = { id: '1', name: '', state: 'done' as const, startedAt: '2026-01-01T00:00:01Z' };
    const steps = [
      { ...step, text: 'Reading', endedAt: '2026-01-01T00:00:02Z' },
      { ...step, id: '2', text: 'Searched: 3 found', detail: { count: 3 }, endedAt: '2026-01-01T00:00:04Z' },
      { ...step, id: '3', text: 'Asked', detail: { tool: 'http' }, endedAt: '2026-01-01T00:00:07.4Z' },
      { ...step, id: '4', text: 'Tried', detail: { tool: 'http' }, state: 'failed' as const },
    ];
    expect(describeSteps(steps.slice(0, 3), englishTexts)).toEqual({ text: 'Searched: 3 found · Asked', time: '6 s' });
    expect(describeSteps(steps.slice(0, 1), englishTexts)).toEqual({ text: '1 step', time: '1 s' });
    expect(describeSteps(steps.slice(3), englishTexts), 'without an end').toEqual({ text: '1 step', time: '' });
    const onToggle = vi.fn();
    const button = getStepsProps({ id: 'list', open: false, onToggle });
    expect(button).toMatchObject({ 'aria-expanded': false, 'aria-controls': 'list' });
    button.onClick();
    expect(onToggle).toHaveBeenCalledOnce();
    expect(getStepListProps({ id: 'list', open: false })).toMatchObject({ id: 'list', hidden: true });
    expect(getStepProps(steps[3] as ThinkingStep)).toMatchObject({ 'data-state': 'failed' });
  });

  it('close the panel on Esc, but not during IME composition', () => {
    const onClose = vi.fn();
    const { onKeyDown } = getPanelProps({ id: 'p', state: { open: true, modal: false }, onClose });
    onKeyDown(key('Escape', { isComposing: true }));
    onKeyDown(key('Enter'));
    expect(onClose).not.toHaveBeenCalled();
    onKeyDown(key('Escape'));
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('link an error to its message (A7)', () => {
    const failed: Message = { ...textMessage('a', 'Hi', 'visitor'), delivery: 'failed' };
    expect(getMessageProps(failed)['aria-describedby']).toBe(messageErrorId('a'));
    expect(getMessageProps({ ...failed, delivery: 'confirmed' })['aria-describedby']).toBeUndefined();
  });

  it('are converted by the normalizer of a framework', () => {
    const composer = createComposer(createScriptedClient());
    const getNames = adaptGetter(getComposerProps, (props) => Object.keys(props));
    expect(getNames(composer, { reasonId: 'why' })).toEqual(Object.keys(getComposerProps(composer)));
  });

  it('can be applied to a plain element', () => {
    const client = createScriptedClient();
    const composer = createComposer(client);
    const input = document.createElement('textarea');
    const apply = () => applyProps(input, getComposerProps(composer));
    apply();
    expect(input.getAttribute('autocomplete')).toBe('off');
    expect(input.getAttribute('enterkeyhint')).toBe('send');
    input.value = 'Typed';
    input.dispatchEvent(new Event('input'));
    apply();
    expect(composer.get().draft).toBe('Typed');
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    apply();
    expect(input.value).toBe('');
    expect(client.calls).toContain('send("Typed")');
    expect(client.calls.filter((call) => call.startsWith('send'))).toHaveLength(1);
  });
});

describe('keepRead', () => {
  it('marks as read while the page is visible, and catches up when it becomes visible again', () => {
    const client = createScriptedClient();
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible');
    client.write({ unread: 2 });
    const stop = keepRead(client);
    expect(client.unread.get()).toBe(0);
    visibility.mockReturnValue('hidden');
    client.write({ unread: 1 });
    expect(client.unread.get()).toBe(1);
    visibility.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(client.unread.get()).toBe(0);
    stop();
    client.write({ unread: 1 });
    expect(client.unread.get()).toBe(1);
    expect(client.listeners).toBe(0);
  });

  it('waits until the newest message is in view', () => {
    const client = createScriptedClient();
    client.write({ unread: 2 });
    let isInView = false;
    let tell = () => {};
    const stop = keepRead(client, {
      get: () => isInView,
      subscribe: (listener) => {
        tell = () => listener(isInView);
        return () => {};
      },
    });
    expect(client.unread.get()).toBe(2);
    isInView = true;
    tell();
    expect(client.unread.get()).toBe(0);
    stop();
  });

  it('caps the badge at 9+', () => {
    expect([-1, 0, 1, 9, 10, 200].map(formatBadge)).toEqual(['', '', '1', '9', '9+', '9+']);
  });
});

describe('connection notices', () => {
  const at = (part: Partial<ConnectionState>): ConnectionState => ({
    status: 'online',
    error: null,
    willRetryAt: null,
    attempt: 0,
    ...part,
  });
  const refused = (code: string, text?: string) =>
    at({ status: 'refused', error: new ChatError(code, 'For a developer.', { text }) });

  it.each([
    [at({}), null, false],
    [at({ status: 'connecting' }), null, false],
    [at({ status: 'reconnecting' }), 'No connection. Trying to reconnect…', true],
    [at({ status: 'reconnecting', willRetryAt: 5_500 }), 'No connection. Next try in 5 s.', true],
    [refused('BOT_NOT_FOUND'), 'The chat is not available here now.', false],
    [refused('SESSION_ENDED'), 'The chat is not available here now.', true],
    [refused('BANNED', 'Not from your address.'), 'Not from your address.', false],
  ])('%#: describes the connection, and offers a retry only if it may help', (connection, text, offers) => {
    expect(describeConnection(connection, 1000)).toBe(text);
    expect(canReconnect(connection)).toBe(offers);
  });
});

describe('an error in the state', () => {
  it('is the same object in every reader', () => {
    const client = createScriptedClient();
    const error = new ChatError('BLOCKED', 'no');
    client.write({ error });
    expect(readState(client, 'error')).toBe(error);
  });
});
