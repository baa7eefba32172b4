import { type ChatClient, type ChatClientOptions, ChatError, type Message } from '@connective-chat/core';
import type { ChatActions, ChatState, Composer, ComposerState } from '@connective-chat/core/ui';
import { describe, expect, vi } from 'vitest';
import { type Exceptions, registerCases } from './conformance-exceptions.ts';
import { createScriptedClient, textMessage, type UnconnectedClient } from './scripted-client.ts';

type Field = keyof ChatState;
type Source = ChatClient | ChatClientOptions;

/** A component that renders some fields of the state with a binding. */
export interface View {
  /** The fields of the last render. */
  seen(): Partial<ChatState>;
  renders(): number;
  actions(): ChatActions;
  /** Renders the same component with another source. */
  update(source: Source): Promise<void>;
  unmount(): Promise<void>;
}

/** A list of message ids with a row for each. */
export interface Rows {
  text(id: string): string;
  /** The number of renders of all rows. */
  renders(): number;
  unmount(): Promise<void>;
}

/** A composer made with a binding. */
export interface ComposerView {
  /** The state of the last render. */
  seen(): ComposerState;
  renders(): number;
  actions(): Pick<
    Composer,
    'setDraft' | 'attach' | 'removeFile' | 'send' | 'editQueued' | 'removeQueued' | 'stop' | 'explain'
  >;
  unmount(): Promise<void>;
}

/** How to render with a binding: React, Vue, or a plain subscription. */
export interface Adapter {
  readonly name: string;
  /** Cases that do not apply, with the reasons. Default: none. */
  readonly exceptions?: Exceptions;
  /** The same for the cases with a live client. */
  readonly liveExceptions?: Exceptions;
  /** How often a view is mounted again to detect leaks. Default: 20. */
  readonly remounts?: number;
  mount(source: Source, fields: readonly Field[]): Promise<View>;
  mountRows(client: ChatClient): Promise<Rows>;
  mountComposer(client: ChatClient): Promise<ComposerView>;
  /** Applies a change and waits until it is rendered. */
  settle(change: () => unknown): Promise<void>;
}

/** The clients that were created from options, in order. */
const created: UnconnectedClient[] = [];
export function createAndKeep(options: ChatClientOptions): UnconnectedClient {
  const client = createScriptedClient(options);
  created.push(client);
  return client;
}

let bots = 0;
/** Options of a different chat for each test, so that no test shares the client of another one. */
function newOptions(): ChatClientOptions {
  bots += 1;
  return { url: 'https://chat.test', botId: bots };
}

const thinking = { text: 'Searching', stage: 'search', steps: [], since: 0, until: 60_000 };
const ids = (messages: readonly Message[] | undefined) => messages?.map(({ id }) => id);

/** The client in use: StrictMode creates a second one and drops it. */
function inUse(): UnconnectedClient {
  const client = created.find(({ leases }) => leases > 0);
  if (!client) throw new Error('no client is in use');
  return client;
}

/** The tests that every binding has to pass. */
export function describeConformance(adapter: Adapter): void {
  const { name, mount, mountRows, mountComposer, settle, remounts = 20 } = adapter;
  describe(`${name} conforms`, () => {
    const it = registerCases(adapter.exceptions);

    it('shows the current state and every change', async () => {
      const client = createScriptedClient();
      client.append(textMessage('a', 'Hello'));
      const view = await mount(client, ['messages', 'thinking', 'status']);
      expect(ids(view.seen().messages)).toEqual(['a']);
      await settle(() => client.append(textMessage('b', 'And again')));
      await settle(() => client.set({ thinking, status: 'thinking' }));
      expect(ids(view.seen().messages)).toEqual(['a', 'b']);
      expect(view.seen()).toMatchObject({ thinking, status: 'thinking' });
      await view.unmount();
    });

    it('renders only for the fields it reads', async () => {
      const client = createScriptedClient();
      const view = await mount(client, ['thinking', 'hasOlder']);
      const before = view.renders();
      await settle(() => client.append(textMessage('a', 'Hello')));
      await settle(() => client.set({ unread: 3, typing: true }));
      await settle(() => client.set({ history: { ...client.history.get(), status: 'ready' } }));
      expect(view.renders()).toBe(before);
      await settle(() => client.set({ thinking }));
      expect(view.renders()).toBe(before + 1);
      await view.unmount();
    });

    it('renders once for a batch, and not at all while idle', async () => {
      vi.useFakeTimers();
      try {
        const client = createScriptedClient();
        const view = await mount(client, ['messages', 'messageIds', 'unread', 'status']);
        const before = view.renders();
        const burst = Array.from({ length: 100 }, (_, index) => textMessage(`m${index}`, 'text'));
        await settle(() => client.set({ messages: burst, unread: 100 }));
        expect(view.renders()).toBe(before + 1);
        await settle(() => vi.advanceTimersByTime(60_000));
        expect(view.renders()).toBe(before + 1);
        await view.unmount();
      } finally {
        vi.useRealTimers();
      }
    });

    it('renders one row of ten thousand when one message changes', async () => {
      const client = createScriptedClient();
      client.set({ messages: Array.from({ length: 10_000 }, (_, index) => textMessage(`m${index}`, 'text')) });
      const rows = await mountRows(client);
      const before = rows.renders();
      const changed = { ...textMessage('m9990', 'changed'), seq: 9991 };
      await settle(() => client.replace(changed));
      expect(rows.text('m9990')).toBe('changed');
      expect(rows.renders()).toBe(before + 1);
      await rows.unmount();
      expect(client.listeners).toBe(0);
    });

    it('holds one lease per view and leaves nothing behind after repeated mounts', async () => {
      const client = createScriptedClient();
      for (let round = 0; round < remounts; round += 1) {
        const first = await mount(client, ['messages']);
        const second = await mount(client, ['thinking']);
        expect(client.leases).toBe(2);
        await first.unmount();
        expect(client.leases).toBe(1);
        await second.unmount();
      }
      expect(client).toMatchObject({ leases: 0, listeners: 0 });
    });

    it('shows the same state of one client in two views', async () => {
      const client = createScriptedClient();
      const views = [await mount(client, ['messages']), await mount(client, ['messages', 'thinking'])];
      await settle(() => client.append(textMessage('a', 'Hello')));
      expect(views[0]?.seen().messages).toBe(views[1]?.seen().messages);
      for (const view of views) await view.unmount();
    });

    it('creates one client from options, and passes changed live options to it', async () => {
      created.length = 0;
      const options = newOptions();
      const getToken = vi.fn(() => 'first');
      const view = await mount(
        { ...options, paramsFromSite: { product: { name: 'Lamp', price: 90 }, campaign: 'spring' }, getToken },
        ['status'],
      );
      const client = inUse();
      const count = created.length;
      const { stops } = client;
      expect(client.leases).toBe(1);

      await view.update({
        ...options,
        paramsFromSite: { product: { price: 90, name: 'Lamp' }, campaign: 'spring' },
        getToken,
      });
      expect(client.calls).toEqual([]);

      await view.update({
        ...options,
        userId: 'olena',
        open: false,
        paramsFromSite: { product: { name: 'Chair' } },
        getToken: () => 'second',
      });
      expect(client.calls).toEqual([
        ['identify', expect.objectContaining({ userId: 'olena' })],
        // After `identify` the new user has no parameters, so all of them are set again.
        ['setParams', { 'product.name': 'Chair' }],
        ['setOpen', false],
      ]);
      expect(client.options.getToken?.()).toBe('second');
      expect(created).toHaveLength(count);
      expect(client).toMatchObject({ leases: 1, stops });
      await view.unmount();
      expect(client).toMatchObject({ leases: 0, listeners: 0 });
    });

    it('shares one client between views with equal options, and merges their live options', async () => {
      created.length = 0;
      const options = newOptions();
      const first = await mount({ ...options, open: false, paramsFromSite: { plan: 'pro' } }, ['messages']);
      const client = inUse();
      const second = await mount({ ...options, locale: 'en', paramsFromSite: { product: 7 } }, ['messages', 'unread']);
      expect(created.filter(({ leases }) => leases > 0)).toEqual([client]);
      expect(client.leases).toBe(2);
      expect(client.calls).toEqual([['setParams', { product: 7 }]]);
      await settle(() => client.append(textMessage('a', 'Hello')));
      expect(ids(first.seen().messages)).toEqual(['a']);
      expect(ids(second.seen().messages)).toEqual(['a']);
      await settle(() => second.unmount());
      expect(client.leases).toBe(1);
      expect(client.calls.at(-1)).toEqual(['setParams', { product: null }]);
      await first.unmount();
      expect(client).toMatchObject({ leases: 0, listeners: 0 });
    });

    it('identifies another user once on a shared client, whatever the number of views', async () => {
      created.length = 0;
      const options = { ...newOptions(), userId: 'olena' };
      const views = [await mount(options, ['messages']), await mount({ ...options }, ['messages'])];
      const client = inUse();
      for (const view of views) await view.update({ ...options, userId: 'ivan' });
      expect(client.calls).toEqual([['identify', expect.objectContaining({ userId: 'ivan' })]]);
      const other = await mount(options, ['messages']);
      expect(created.filter(({ leases }) => leases > 0)).toHaveLength(2);
      for (const view of [...views, other]) await view.unmount();
      expect(client.leases).toBe(0);
    });

    it('reuses the client and the state of a view that has just unmounted', async () => {
      created.length = 0;
      const options = newOptions();
      const first = await mount({ ...options, paramsFromSite: { product: 7 } }, ['messages']);
      const client = inUse();
      await settle(() => client.append(textMessage('a', 'Hello')));
      await first.unmount();
      const second = await mount(options, ['messages']);
      expect(inUse()).toBe(client);
      expect(ids(second.seen().messages)).toEqual(['a']);
      expect(client.calls).toEqual([['setParams', { product: null }]]);
      await second.unmount();
    });

    it('creates another client for another bot, and releases the first', async () => {
      created.length = 0;
      const options = newOptions();
      const view = await mount(options, ['messages']);
      const first = inUse();
      await settle(() => first.append(textMessage('a', 'Hello')));
      await view.update({ ...options, botId: String(options.botId) });
      expect(inUse()).toBe(first);
      const another = newOptions();
      await view.update(another);
      const second = inUse();
      expect(second).not.toBe(first);
      expect(second.options.botId).toBe(another.botId);
      expect(first).toMatchObject({ leases: 0, listeners: 0 });
      expect(second.leases).toBe(1);
      expect(ids(view.seen().messages)).toEqual([]);
      await settle(() => second.append(textMessage('b', 'Hi')));
      expect(ids(view.seen().messages)).toEqual(['b']);
      await view.unmount();
    });

    it('shows why sending is blocked, and refuses to send with that reason', async () => {
      const client = createScriptedClient();
      const view = await mount(client, ['sendState', 'thinking']);
      const blocked = { ok: false, reason: 'thinking', until: 60_000 } as const;
      await settle(() => client.set({ thinking, sendState: blocked }));
      expect(view.seen()).toMatchObject({ thinking, sendState: blocked });
      expect(view.actions().send('Hello')).toEqual(blocked);
      await settle(() => client.set({ thinking: null, sendState: { ok: true } }));
      expect(view.seen().thinking).toBeNull();
      expect(view.actions().send('Hello').ok).toBe(true);
      await view.unmount();
    });

    it('shows a lost connection, an operator, a page of history and an error', async () => {
      const client = createScriptedClient();
      const view = await mount(client, ['connection', 'dialog', 'history', 'isLoadingOlder', 'hasOlder', 'error']);
      const error = new ChatError('BLOCKED', 'Not allowed');
      const connection = { status: 'reconnecting', error: null, willRetryAt: 5, attempt: 2 } as const;
      const dialog = { status: 'operator', operator: { id: 'o', name: 'Iryna' }, queuePosition: null } as const;
      const history = { status: 'ready', hasOlder: true, isLoadingOlder: true, error } as const;
      await settle(() => client.set({ connection, dialog, history, error }));
      expect(view.seen()).toEqual({ connection, dialog, history, error, hasOlder: true, isLoadingOlder: true });
      await view.unmount();
    });

    it('shows files beside the draft, sends them with it, and shows their upload', async () => {
      const client = createScriptedClient();
      client.set({ limits: { ...client.limits.get(), uploadBytes: 8, uploadTypes: ['text/plain'] } });
      const view = await mountComposer(client);
      const names = () => view.seen().files.map(({ name: file, refusal }) => [file, refusal]);
      const file = (file: string, type = 'text/plain') => new File(['text'], file, { type });
      const before = view.renders();
      await settle(() => view.actions().attach([file('a.txt'), file('b.svg', 'image/svg+xml'), file('c.txt')]));
      expect(view.renders()).toBe(before + 1);
      expect(view.seen()).toMatchObject({ accept: 'text/plain', canSend: true });
      expect(names()).toEqual([
        ['a.txt', null],
        ['b.svg', 'unsupported'],
        ['c.txt', null],
      ]);
      await settle(() => view.actions().removeFile(view.seen().files[2]?.id ?? ''));
      await settle(() => view.actions().setDraft('Here'));
      await settle(() => client.set({ sendState: { ok: false, reason: 'thinking' } }));
      expect(view.actions().send()).toEqual({ ok: false, reason: 'thinking' });
      expect(view.seen()).toMatchObject({ draft: 'Here', canSend: false });
      await settle(() => client.set({ sendState: { ok: true } }));
      await settle(() => expect(view.actions().send().ok).toBe(true));
      expect(client.calls.filter(([name]) => name !== 'setTyping')).toEqual([
        ['upload', 'a.txt'],
        ['send', 'Here'],
      ]);
      expect(names()).toEqual([['b.svg', 'unsupported']]);
      expect(view.seen()).toMatchObject({ draft: '', canSend: false });
      const upload = { id: 'u', name: 'a.txt', size: 4, mime: 'text/plain', progress: 0.5, error: null } as const;
      await settle(() => client.set({ uploads: [{ ...upload, status: 'uploading' }] }));
      expect(view.seen().uploads).toEqual([{ ...upload, status: 'uploading' }]);
      await view.unmount();
      expect(client.listeners).toBe(0);
    });

    it('rates an answer, whose row alone changes', async () => {
      const client = createScriptedClient();
      client.append({ ...textMessage('a', 'Three days'), agent: true }, textMessage('b', 'Anything else?'));
      const view = await mount(client, ['messages', 'feedbackState']);
      expect(view.seen().feedbackState).toEqual({ ok: true });
      const other = view.seen().messages?.[1];
      await settle(() => expect(view.actions().feedback('a', 'down', 'Too vague').ok).toBe(true));
      expect(view.seen().messages?.[0]?.feedback).toEqual({ value: 'down', reason: 'Too vague' });
      expect(view.seen().messages?.[1]).toBe(other);
      await settle(() => client.set({ feedbackState: { ok: false, reason: 'unsupported' } }));
      expect(view.actions().feedback('a', null)).toEqual({ ok: false, reason: 'unsupported' });
      expect(client.calls).toEqual([
        ['feedback', 'a', 'down', 'Too vague'],
        ['feedback', 'a', null],
      ]);
      await view.unmount();
    });

    it('shows the text that waits for an answer, and takes it back into the input', async () => {
      const client = createScriptedClient();
      const view = await mountComposer(client);
      expect(view.seen().queued).toBeNull();
      await settle(() => client.set({ queued: { id: 'waiting', text: 'Two' } }));
      expect(view.seen().queued).toEqual({ id: 'waiting', text: 'Two' });
      await settle(() => void view.actions().editQueued());
      expect(client.calls).toContainEqual(['discard', 'waiting']);
      expect(view.seen().draft).toBe('Two');
      await settle(() => client.set({ queued: null }));
      expect(view.seen().queued).toBeNull();
      expect(view.actions().removeQueued()).toBe(false);
      await view.unmount();
    });

    it('offers to stop the answer while the agent works', async () => {
      const client = createScriptedClient();
      client.set({ limits: { ...client.limits.get(), uploadBytes: 8, uploadTypes: ['text/plain'] } });
      const view = await mountComposer(client);
      expect(view.seen().stopButton).toBeNull();
      await settle(() => client.set({ stopState: { ok: true } }));
      expect(view.seen().stopButton).toBe('enabled');
      await settle(() => expect(view.actions().stop().ok).toBe(true));
      expect(client.calls).toContainEqual(['stop']);
      await settle(() => client.set({ stopState: { ok: false, reason: 'stopping' } }));
      expect(view.seen().stopButton).toBe('busy');
      await settle(() => client.set({ stopState: { ok: false, reason: 'not-thinking' } }));
      expect(view.seen().stopButton).toBeNull();
      await view.unmount();
    });

    it('shows the reason after a refused attempt, until the next change', async () => {
      const client = createScriptedClient();
      const view = await mountComposer(client);
      const blocked = { ok: false, reason: 'thinking' } as const;
      await settle(() => client.set({ sendState: blocked }));
      expect(view.seen()).toMatchObject({ blocked: { reason: 'thinking' }, notice: null });
      await settle(() => view.actions().send());
      expect(view.seen().notice).toBe('thinking');
      await settle(() => client.set({ sendState: { ok: true } }));
      expect(view.seen().notice).toBeNull();
      await settle(() => view.actions().explain('outbox-full'));
      expect(view.seen().notice).toBe('outbox-full');
      await settle(() => view.actions().setDraft('Hello'));
      expect(view.seen().notice).toBeNull();
      await settle(() => client.set({ sendState: blocked }));
      expect(view.seen().notice).toBe('thinking');
      await settle(() => view.actions().setDraft('', { isTyped: false }));
      await settle(() => client.set({ sendState: { ok: true } }));
      await settle(() => expect(view.actions().send()).toEqual({ ok: false, reason: 'empty' }));
      expect(view.seen().notice).toBeNull();
      expect(client.calls).toEqual([['setTyping', true]]);
      await view.unmount();
    });

    it('sends files without a text', async () => {
      const client = createScriptedClient();
      client.set({ limits: { ...client.limits.get(), uploadBytes: 8, uploadTypes: ['*/*'] } });
      const view = await mountComposer(client);
      await settle(() => view.actions().attach([new File(['text'], 'a.txt'), new File(['text'], 'b.txt')]));
      await settle(() => expect(view.actions().send().ok).toBe(true));
      expect(client.calls).toEqual([
        ['upload', 'a.txt'],
        ['upload', 'b.txt'],
      ]);
      expect(view.seen().files).toEqual([]);
      await view.unmount();
    });

    it('keeps the same functions across renders', async () => {
      const client = createScriptedClient();
      const view = await mount(client, ['messages']);
      const { send, retry, loadOlder, upload, cancelUpload } = view.actions();
      await settle(() => client.append(textMessage('a', 'Hello')));
      expect(view.actions()).toMatchObject({ send, retry, loadOlder, upload, cancelUpload });
      await view.unmount();
    });

    it('can unmount while a message is being sent', async () => {
      const client = createScriptedClient();
      const view = await mount(client, ['messages']);
      const sent = view.actions().send('Hello');
      await view.unmount();
      expect(sent.ok && (await sent.settled)).toMatchObject({ delivery: 'confirmed' });
      const again = await mount(client, ['messages']);
      expect(again.seen().messages?.at(-1)).toMatchObject({ id: sent.ok ? sent.id : '', delivery: 'pending' });
      await again.unmount();
    });
  });
}
