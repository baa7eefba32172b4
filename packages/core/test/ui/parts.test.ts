// @vitest-environment jsdom
import { ChatError, type ConnectionState } from '@connective-chat/core';
import {
  CHAT_STATE_KEYS,
  canReconnect,
  describeConnection,
  formatBadge,
  keepRead,
  readState,
} from '@connective-chat/core/ui';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createScriptedClient } from './scripted-client.ts';

afterEach(() => {
  document.body.replaceChildren();
});

describe('readState', () => {
  it('reads every field of the snapshot, and the two derived from the history', () => {
    const client = createScriptedClient();
    const { history, ...snapshot } = client.getSnapshot();
    const state = Object.fromEntries(CHAT_STATE_KEYS.map((name) => [name, readState(client, name)]));
    expect(state).toEqual({ ...snapshot, history, hasOlder: false, isLoadingOlder: false });
  });
});

describe('keepRead', () => {
  it('marks as read while the page is visible, and catches up when it becomes visible again', () => {
    const client = createScriptedClient();
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible');
    client.set({ unread: 2 });
    const stop = keepRead(client);
    expect(client.unread.get()).toBe(0);
    visibility.mockReturnValue('hidden');
    client.set({ unread: 1 });
    expect(client.unread.get()).toBe(1);
    visibility.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(client.unread.get()).toBe(0);
    stop();
    client.set({ unread: 1 });
    expect(client.unread.get()).toBe(1);
    expect(client.listeners).toBe(0);
  });

  it('waits until the newest message is in view', () => {
    const client = createScriptedClient();
    client.set({ unread: 2 });
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
    client.set({ error });
    expect(readState(client, 'error')).toBe(error);
  });
});
