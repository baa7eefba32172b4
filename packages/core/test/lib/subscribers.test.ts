// @vitest-environment jsdom
import { createComposer, createPanel, createScrollAnchor } from '@connective-chat/core/ui';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EventEmitter } from '../../src/lib/event-emitter.ts';
import { Batch, Cell } from '../../src/lib/reactive.ts';
import { Subscribers } from '../../src/lib/subscribers.ts';
import { createScriptedClient, textMessage } from '../ui/scripted-client.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Source {
  subscribe(listener: () => void): () => void;
  change(): void;
}

const sources: Record<string, () => Source> = {
  'a set of subscribers': () => {
    const subscribers = new Subscribers<number>();
    return { subscribe: (listener) => subscribers.add(listener), change: () => subscribers.notify(() => 1) };
  },
  'an emitter': () => {
    const emitter = new EventEmitter<{ news: number }>();
    return { subscribe: (listener) => emitter.on('news', listener), change: () => emitter.emit('news', 1) };
  },
  'a cell': () => {
    const batch = new Batch();
    const cell = new Cell(batch, 0);
    return {
      subscribe: (listener) => cell.subscribe(listener),
      change: () => batch.run(() => cell.set(cell.get() + 1)),
    };
  },
  'a composer': () => {
    const composer = createComposer(createScriptedClient());
    return {
      subscribe: (listener) => composer.subscribe(listener),
      change: () => composer.setDraft(`${composer.get().draft}x`),
    };
  },
  'a panel': () => {
    const panel = createPanel(createScriptedClient());
    return { subscribe: (listener) => panel.subscribe(listener), change: () => panel.toggle() };
  },
  'a scroll anchor': () => {
    const client = createScriptedClient();
    const anchor = createScrollAnchor(client);
    const list = document.createElement('div');
    Object.defineProperty(list, 'scrollHeight', { value: 1_000 });
    list.scrollTo = () => {};
    anchor.attach(list);
    list.scrollTop = 0;
    list.dispatchEvent(new Event('scroll'));
    let count = 0;
    return {
      subscribe: (listener) => anchor.subscribe(listener),
      change: () => {
        count += 1;
        client.append(textMessage(`m${count}`, 'Hello'));
        if (count % 2 === 0) anchor.scrollToEnd();
      },
    };
  },
};

it.each(Object.entries(sources))(
  '%s calls every listener, even after one has thrown, and reports the error',
  (_, make) => {
    const source = make();
    const calls: string[] = [];
    const stops = [
      source.subscribe(() => {
        calls.push('first');
        throw new Error('from the host');
      }),
      source.subscribe(() => void calls.push('second')),
    ];
    expect(() => source.change()).not.toThrow();
    expect(calls).toEqual(['first', 'second']);
    expect(() => vi.runAllTimers()).toThrow('from the host');

    calls.length = 0;
    for (const stop of stops) stop();
    for (const stop of stops) stop();
    source.change();
    expect(calls).toEqual([]);
  },
);

it('calls a function once per subscription, with the current value', () => {
  const subscribers = new Subscribers<number>();
  let value = 1;
  const seen: number[] = [];
  const note = (each: number) => {
    seen.push(each);
    value += 1;
  };
  const stop = subscribers.add(note);
  subscribers.add(note);
  subscribers.notify(() => value);
  expect(seen).toEqual([1, 2]);
  stop();
  subscribers.notify(() => value);
  expect(seen).toEqual([1, 2, 3]);
});
