import { afterEach, describe, expect, it, vi } from 'vitest';
import { installEmbed } from '../../src/embed/install-embed.ts';

type Global = Record<string, unknown>;
const page = window as unknown as Global;

/** The documented stub: a queue of arguments, and the time when it was created. */
function stub(): { (...call: unknown[]): void; q?: unknown[]; l?: number } {
  const queue = Object.assign(
    ((...call: unknown[]) => {
      queue.q = queue.q ?? [];
      queue.q.push(Object.assign({}, call, { length: call.length }));
    }) as { (...call: unknown[]): void; q?: unknown[]; l?: number },
    { l: Date.now() },
  );
  return queue;
}

afterEach(() => {
  (page.kw as ((name: string) => void) | undefined)?.('destroy');
  for (const name of ['kw', 'kw_event', 'chat', 'chat_event', 'KwizbotWidget']) delete page[name];
  vi.unstubAllGlobals();
});

const hosts = () => document.querySelectorAll('connective-chat').length;

describe('installEmbed', () => {
  it('replays the calls queued before it was installed', () => {
    vi.stubGlobal('requestIdleCallback', () => 0);
    const kw = stub();
    page.KwizbotWidget = 'kw';
    page.kw = kw;
    kw('init', { bot_id: 1 });
    expect(hosts()).toBe(0);
    installEmbed('v2', 'https://widget.example/kwjs.js');
    expect(hosts()).toBe(1);
  });

  it('uses the global name chosen by the page', () => {
    vi.stubGlobal('requestIdleCallback', () => 0);
    page.KwizbotWidget = 'chat';
    page.chat = stub();
    installEmbed('v2', 'https://widget.example/kwjs.js');
    (page.chat as (...call: unknown[]) => void)('init', {});
    expect(hosts()).toBe(1);
    expect(page.chat_event).toBe(page.kw_event);
    (page.chat as (...call: unknown[]) => void)('destroy');
  });

  it('is installed once, however often the script is included', () => {
    installEmbed('v2', 'https://widget.example/kwjs.js');
    const first = page.kw;
    installEmbed('v2', 'https://widget.example/kwjs.js');
    expect(page.kw).toBe(first);
  });
});
