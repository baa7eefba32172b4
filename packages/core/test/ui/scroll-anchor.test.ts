// @vitest-environment jsdom
import { createScrollAnchor } from '@connective-chat/core/ui';
import { afterEach, describe, expect, it } from 'vitest';
import { createScriptedClient, textMessage } from './scripted-client.ts';

const ROW = 20;
const HEIGHT = 100;

/** A list of rows of equal height with a simulated layout. */
function setUp(count: number) {
  const client = createScriptedClient();
  const list = document.createElement('div');
  document.body.append(list);
  const ids: string[] = [];
  let top = 0;
  const limit = () => Math.max(0, ids.length * ROW - HEIGHT);
  Object.defineProperties(list, {
    clientHeight: { get: () => HEIGHT },
    scrollHeight: { get: () => ids.length * ROW },
    scrollTop: {
      get: () => top,
      set: (value: number) => {
        const next = Math.min(limit(), Math.max(0, value));
        if (next === top) return;
        top = next;
        list.dispatchEvent(new Event('scroll'));
      },
    },
  });
  list.scrollTo = ((options: ScrollToOptions) => {
    list.scrollTop = options.top ?? 0;
  }) as typeof list.scrollTo;
  list.getBoundingClientRect = () => ({ top: 0, bottom: HEIGHT }) as DOMRect;

  const makeRow = (id: string) => {
    const row = document.createElement('p');
    row.dataset.messageId = id;
    row.getBoundingClientRect = () => {
      const start = ids.indexOf(id) * ROW - top;
      return { top: start, bottom: start + ROW } as DOMRect;
    };
    return row;
  };
  /** Adds messages with their rows; mutation observers run after the task. */
  const show = async (where: 'append' | 'prepend', ...added: string[]) => {
    const messages = added.map((id) => textMessage(id, id));
    const before = client.messages.get();
    client.set({ messages: where === 'append' ? [...before, ...messages] : [...messages, ...before] });
    ids.splice(where === 'append' ? ids.length : 0, 0, ...added);
    list[where](...added.map(makeRow));
    await Promise.resolve();
  };
  const anchor = createScrollAnchor(client, { loadOlder: false });
  anchor.attach(list);
  const names = Array.from({ length: count }, (_, index) => `m${index}`);
  return { client, list, anchor, show, begin: () => show('append', ...names), rowAt: () => ids[Math.round(top / ROW)] };
}

afterEach(() => document.body.replaceChildren());

describe('a scroll anchor', () => {
  it('follows the end while the reader is at the end', async () => {
    const { list, anchor, show, begin } = setUp(20);
    await begin();
    expect(list.scrollTop).toBe(300);
    await show('append', 'a', 'b');
    expect(list.scrollTop).toBe(340);
    expect(anchor.get()).toEqual({ atEnd: true, newCount: 0 });
  });

  it('keeps the row in view when older and newer messages arrive, and counts the newer ones', async () => {
    const { list, anchor, show, begin, rowAt } = setUp(20);
    await begin();
    list.scrollTop = 100;
    expect(rowAt()).toBe('m5');
    await show('prepend', 'older1', 'older2', 'older3');
    expect([rowAt(), list.scrollTop]).toEqual(['m5', 160]);
    await show('append', 'a', 'b');
    expect(rowAt()).toBe('m5');
    expect(anchor.get()).toEqual({ atEnd: false, newCount: 2 });
    anchor.scrollToEnd();
    expect(anchor.get()).toEqual({ atEnd: true, newCount: 0 });
  });

  it('scrolls to a message, and stops following the end', async () => {
    const { anchor, show, begin, rowAt } = setUp(20);
    await begin();
    anchor.scrollToMessage('m3');
    expect(rowAt()).toBe('m3');
    expect(anchor.get().atEnd).toBe(false);
    await show('append', 'a');
    expect(rowAt()).toBe('m3');
  });

  it('scrolls to a message whose row is added later, unless the request was superseded', async () => {
    const { list, anchor, show, begin, rowAt } = setUp(20);
    await begin();
    anchor.scrollToMessage('older2');
    expect(anchor.get().atEnd, 'until it is there the end is followed').toBe(true);
    await show('prepend', 'older1', 'older2', 'older3');
    expect(rowAt()).toBe('older2');
    anchor.scrollToMessage('oldest');
    anchor.scrollToEnd();
    await show('prepend', 'oldest');
    expect(list.scrollTop).toBe(24 * ROW - HEIGHT);
  });

  it('is at the end after scrolling to a message at the end', async () => {
    const { anchor, begin } = setUp(20);
    await begin();
    anchor.scrollToMessage('m19');
    expect(anchor.get().atEnd).toBe(true);
  });
});
