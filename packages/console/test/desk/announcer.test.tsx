// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Announcer } from '../../src/desk/alerts/announcer.tsx';
import type { DeskEvent } from '../../src/desk/store/desk-events.types.ts';
import type { OperatorMessage } from '../../src/desk/store/desk-state.types.ts';
import { stillDesk } from './support/still-desk.tsx';
import { summaryOf } from './support/summary-of.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function mountAnnouncer() {
  const { desk, Around } = stillDesk();
  const listeners = new Set<(event: DeskEvent) => void>();
  vi.spyOn(desk, 'onEvent').mockImplementation((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  });
  desk.store.setState({ summaries: new Map([['a', summaryOf('a', { name: 'Olena' })]]) });
  const view = render(<Announcer />, { wrapper: Around });
  const region = () => view.container.querySelector('[aria-live=polite]');
  return {
    ...view,
    desk,
    listeners,
    emit: (event: DeskEvent) => act(() => listeners.forEach((listener) => void listener(event))),
    said: () => [...(region()?.children ?? [])].map(({ textContent }) => textContent),
  };
}

test('announces the events of the desk through the live regions of core, which are there before the first of them', () => {
  const { emit, said, container, listeners, unmount } = mountAnnouncer();
  expect(container.querySelectorAll('[aria-live]')).toHaveLength(2);
  expect(said()).toEqual([]);
  emit({ type: 'queued', conversation: 'a' });
  emit({ type: 'assigned', conversation: 'a', by: 'transfer', from: 'Iryna' });
  emit({ type: 'visitor-wrote', conversation: 'a' });
  emit({ type: 'refused', code: 'RATE_LIMITED' });
  expect(said()).toEqual([
    'Olena is waiting in the queue.',
    'Iryna has transferred Olena to you.',
    'Olena has written.',
  ]);
  act(() => vi.advanceTimersByTime(1_000));
  expect(said()).toEqual([]);
  unmount();
  expect(listeners.size).toBe(0);
});

test('announces messages of the selected dialog with their text, and neither own messages nor that they came', () => {
  const { emit, said, desk } = mountAnnouncer();
  desk.store.setState({ selected: 'a' });
  const message = (from: OperatorMessage['from'], text: string) =>
    emit({
      type: 'message',
      conversation: 'a',
      message: { id: text, seq: 1, at: '', from, body: { type: 'text', text, format: 'plain' } } as OperatorMessage,
    });
  emit({ type: 'visitor-wrote', conversation: 'a' });
  message({ kind: 'visitor' }, 'Hello');
  message({ kind: 'bot' }, 'One moment');
  message({ kind: 'operator', id: 'ann', name: 'Ann' }, 'Hi');
  expect(said()).toEqual(['Olena: Hello', 'Bot: One moment']);
});

test('announces a streamed answer of the selected dialog by sentences, each once', async () => {
  const { emit, said, desk } = mountAnnouncer();
  const talk = { status: 'ready', visitor: null, messages: [], more: false, older: 'idle', thinking: null } as const;
  const hear = async (text: string) => {
    const answers = [{ id: 'm', at: '2026-01-01T10:00:00.000Z', text }];
    act(() => desk.store.setState({ selected: 'a', talks: new Map([['a', { ...talk, answers }]]) }));
    await act(() => vi.advanceTimersByTimeAsync(1_500));
    await vi.dynamicImportSettled();
    return said();
  };
  expect(await hear('It takes **two')).toEqual([]);
  expect(await hear('It takes **two** days. To')).toEqual(['Bot: It takes two days.']);
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  const text = 'It takes **two** days. To Norway four.';
  const message = { id: 'm', seq: 1, at: '', from: { kind: 'bot' }, body: { type: 'text', text, format: 'markdown' } };
  emit({ type: 'message', conversation: 'a', message: message as OperatorMessage });
  expect(said()).toEqual(['To Norway four.']);
});

test('announces an interruption that lasts, and its end only if it was announced', () => {
  const { said, desk } = mountAnnouncer();
  const setOnline = (isOnline: boolean) =>
    act(() => desk.store.setState({ connection: isOnline ? { status: 'online' } : { status: 'waiting', retryAt: 0 } }));
  const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms));
  setOnline(false);
  wait(2_999);
  setOnline(true);
  wait(3_000);
  expect(said()).toEqual([]);
  setOnline(false);
  wait(3_000);
  expect(said()).toEqual(['The connection is lost.']);
  wait(1_000);
  setOnline(true);
  expect(said()).toEqual(['The connection is back.']);
});
