import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EmbeddedWidget, Seed, WidgetModule } from '../../src/embed/embed.types.ts';
import { EmbedController, type EmbedEnvironment } from '../../src/embed/embed-controller.ts';

interface Taken {
  readonly seed: Seed;
  readonly calls: unknown[][];
}

let taken: Taken[];
let controller: EmbedController;
let load: ReturnType<typeof vi.fn<() => Promise<WidgetModule>>>;
let preload: ReturnType<typeof vi.fn<EmbedEnvironment['preload']>>;
let warn: ReturnType<typeof vi.fn<(message: string) => void>>;
let error: ReturnType<typeof vi.fn<(message: string) => void>>;

const launcher = () => document.querySelector('connective-chat')?.shadowRoot?.querySelector('button');
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  vi.stubGlobal('requestIdleCallback', () => 0);
  taken = [];
  warn = vi.fn();
  error = vi.fn();
  preload = vi.fn();
  load = vi.fn(async () => ({
    takeOver(seed: Seed): EmbeddedWidget {
      const calls: unknown[][] = [];
      taken.push({ seed, calls });
      return {
        event: (...call) => calls.push(['event', ...call]) > 0 && call[0] !== 'nonsense',
        on: (event) => {
          calls.push(['on', event]);
          return () => {};
        },
        update: () => calls.push(['update']),
        destroy: () => calls.push(['destroy']),
      };
    },
  }));
  controller = new EmbedController({
    server: 'https://widget.example',
    version: 'v2',
    load,
    preload,
    warn,
    error,
  });
});

afterEach(() => {
  controller.command('destroy');
  vi.unstubAllGlobals();
});

describe('EmbedController', () => {
  it('shows the launcher on init, and loads nothing yet', () => {
    controller.command('init', { language_code: 'uk' });
    expect(launcher()?.getAttribute('aria-label')).toBe('Відкрити чат');
    expect(load).not.toHaveBeenCalled();
  });

  it('keeps the order of calls made before init and before the widget is loaded', async () => {
    controller.event('command', { title: 'first' });
    controller.command('init', {});
    controller.event('kwsetparamsfromsite', { params_from_site: { a: 1 } });
    controller.event('openchat', 1);
    controller.event('emitevent', { alias: 'last' });
    await settled();
    expect(load).toHaveBeenCalledTimes(1);
    expect(taken[0]?.calls.map(([, name]) => name)).toEqual([
      'command',
      'kwsetparamsfromsite',
      'openchat',
      'emitevent',
    ]);
  });

  it('opens on a click on the launcher, which is busy while loading', async () => {
    controller.command('init', {});
    launcher()?.click();
    expect(launcher()?.getAttribute('aria-busy')).toBe('true');
    await settled();
    expect(launcher()?.hasAttribute('aria-busy')).toBe(false);
    expect(taken[0]?.calls).toEqual([['event', 'openchat', 1]]);
  });

  it('loads the panel beside the widget as soon as the chat will be opened, and not before', async () => {
    controller.command('init', {});
    controller.event('emitevent', { alias: 'start' });
    expect(load).toHaveBeenCalledTimes(1);
    expect(preload).not.toHaveBeenCalled();
    launcher()?.click();
    expect(preload).toHaveBeenCalledTimes(1);
    expect(taken).toEqual([]);
    await settled();
    controller.event('openchat', 1);
    expect(preload).toHaveBeenCalledTimes(1);
    expect(preload).toHaveBeenCalledWith(undefined, false);
  });

  it('requests the files of a frame before it renders anything, and does not wait until the browser is idle', async () => {
    preload.mockImplementationOnce(() => expect(document.querySelector('connective-chat')).toBeNull());
    controller.command('init', { format: 'frame' });
    expect(preload).toHaveBeenCalledWith(undefined, true);
    expect(preload.mock.results[0]?.type).toBe('return');
    expect(load).toHaveBeenCalledTimes(1);
    await settled();
    expect(taken).toHaveLength(1);
  });

  it('does not load the widget in order to close it', () => {
    controller.command('init', {});
    controller.event('openchat', 0);
    expect(load).not.toHaveBeenCalled();
  });

  it('changes the colours of the launcher at once', () => {
    controller.command('init', { colors: { header: { bg: '#000000' } } });
    controller.event('kwcolor', { header: { bg: '#ffffff' } });
    const container = document.querySelector('connective-chat')?.shadowRoot?.querySelector<HTMLElement>('.cc');
    expect(container?.style.getPropertyValue('--cc-launcher-bg')).toBe('#ffffff');
    expect(container?.style.getPropertyValue('--cc-launcher-text')).not.toBe('#fff');
  });

  it('keeps one widget on a second init, and creates another for another bot', async () => {
    controller.command('init', { bot_id: 1 });
    controller.event('openchat', 1);
    await settled();
    controller.command('init', { bot_id: '1', title: 'New' });
    expect(document.querySelectorAll('connective-chat')).toHaveLength(1);
    expect(taken[0]?.calls.at(-1)).toEqual(['update']);

    controller.command('init', { bot_id: 2 });
    expect(taken[0]?.calls.at(-1)).toEqual(['destroy']);
    expect(document.querySelectorAll('connective-chat')).toHaveLength(1);
  });

  it('returns to a page whose body was replaced', () => {
    controller.command('init', {});
    document.body.replaceChildren();
    controller.command('init', {});
    expect(launcher()).toBeTruthy();
  });

  it('warns about an unknown call once', async () => {
    controller.command('init', {});
    controller.command('nonsense');
    controller.command('nonsense');
    expect(warn).toHaveBeenCalledTimes(1);
    controller.event('openchat', 1);
    controller.event('nonsense', 1);
    controller.event('nonsense', 1);
    await settled();
    expect(warn).toHaveBeenCalledTimes(2);
  });

  it('retries after a failed load', async () => {
    load.mockRejectedValueOnce(new Error('offline'));
    controller.command('init', {});
    launcher()?.click();
    await settled();
    expect(error).toHaveBeenCalledTimes(1);
    expect(launcher()?.hasAttribute('aria-busy')).toBe(false);
    launcher()?.click();
    await settled();
    expect(taken).toHaveLength(1);
  });

  it('shows a failed load to a visitor who has clicked, with a retry button', async () => {
    load.mockRejectedValueOnce(new Error('offline'));
    controller.command('init', {});
    launcher()?.click();
    await settled();
    const note = () => document.querySelector('connective-chat')?.shadowRoot?.querySelector('[role=alert]');
    expect(note()?.textContent).toBe('The chat did not load. Try again');
    note()?.querySelector('button')?.click();
    await settled();
    expect(note()).toBeNull();
    expect(taken[0]?.calls).toContainEqual(['event', 'openchat', 1]);
  });

  it('only warns in the console if no visitor waits for the failed load', async () => {
    load.mockRejectedValueOnce(new Error('offline'));
    controller.command('init', {});
    launcher()?.dispatchEvent(new Event('pointerenter'));
    await settled();
    expect(warn).toHaveBeenCalledTimes(1);
    expect(document.querySelector('connective-chat')?.shadowRoot?.querySelector('[role=alert]')).toBeNull();
  });

  it('warns if the element is defined by another script', async () => {
    load.mockResolvedValueOnce({
      takeOver() {
        throw new Error('taken');
      },
    });
    controller.command('init', {});
    launcher()?.click();
    await settled();
    expect(error).toHaveBeenCalledWith(expect.stringContaining('taken'));
  });

  it('forwards callbacks', async () => {
    controller.command('on', 'unread', () => {});
    controller.command('init', {});
    controller.event('openchat', 1);
    await settled();
    expect(taken[0]?.calls[0]).toEqual(['on', 'unread']);
  });
});
