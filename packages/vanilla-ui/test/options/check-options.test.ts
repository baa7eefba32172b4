import { beforeEach, describe, expect, it, vi } from 'vitest';
import { checkInit } from '../../src/embed/check-init.ts';
import { mapInit } from '../../src/embed/map-init.ts';
import { createWidget } from '../../src/index.ts';
import { checkOptions } from '../../src/options/check-options.ts';
import type { WidgetOptions } from '../../src/widget-options.types.ts';
import { mount } from '../support/mount.ts';

let warnings: string[];
beforeEach(() => {
  warnings = [];
  vi.spyOn(console, 'warn').mockImplementation((text: string) => warnings.push(text));
});
const told = () => vi.waitFor(() => expect(warnings.length).toBeGreaterThan(0), { timeout: 20_000 });

describe('a misspelt option is reported once, with the nearest valid name', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ bot_idd: 3 }, 'bot_id'],
    [{ colours: {} }, 'colors'],
    [{ languageCode: 'en' }, 'language_code'],
    [{ widgetButon: {} }, 'widgetButton'],
    [{ widgetButton: { typ: 'multi' } }, 'type'],
    [{ colors: { heder: { bg: '#fff' } } }, 'header'],
    [{ colors: { header: { background: '#fff', bgg: '#fff' } } }, 'bg'],
    [{ version: 'v3' }, 'v2'],
    [{ launcher: { type: 'avatarr' } }, 'avatar'],
  ])("kw('init', %j)", async (init, meant) => {
    checkInit(init);
    checkInit(init);
    await vi.waitFor(
      () => expect(warnings.some((text) => text.includes(` Did you mean "${meant}"? See https:`))).toBe(true),
      {
        timeout: 20_000,
      },
    );
    expect(new Set(warnings).size).toBe(warnings.length);
  });

  it('an unknown value is reported with the valid choices', async () => {
    checkInit({ widgetButton: { type: 'mega' } });
    await told();
    expect(warnings).toEqual([expect.stringMatching(/type is "mega", which is none of "mini", "multi"\. See https:/)]);
  });

  it('in a call and on the element', async () => {
    const wrong = { botIdd: 1, theme: 'drk' } as unknown as Partial<WidgetOptions>;
    mount(wrong);
    mount(wrong);
    await vi.waitFor(() => expect(warnings).toHaveLength(2), { timeout: 20_000 });
    expect(warnings.join()).toContain('Did you mean "botId"?');
    expect(warnings.join()).toContain('Did you mean "dark"?');
  });

  it('also if the call fails because of it', async () => {
    expect(() => createWidget({ server: 'https://chat.example', bot_id: 1 } as unknown as WidgetOptions)).toThrow(
      'botId',
    );
    await told();
    expect(warnings[0]).toMatch(/"bot_id"\. Did you mean "botId"\? See https:/);
  });

  it('of an attribute', async () => {
    const { widget } = mount();
    const element = document.createElement('connective-chat');
    element.setAttribute('server', 'https://chat.example');
    element.setAttribute('bot-id', '1');
    element.setAttribute('subheadding', 'x');
    element.setAttribute('data-anything', 'x');
    document.body.append(element);
    await told();
    expect(warnings).toEqual([expect.stringContaining('"subheadding". Did you mean "subheading"?')]);
    element.remove();
    widget.destroy();
  });
});

it('valid options are not reported', async () => {
  const init = {
    bot_id: '2',
    language_code: 'en',
    params_from_site: { anything: 1 },
    widgetButton: { type: 'multi', position: { x: 'left', y: 'top', offset: 3 } },
    multi_channel: { button_title: 'Write', messengers: { any: 'https://t.me/shop' } },
    launcher: { type: 'image', src: '/a.png', openIcon: 'chat_bubble', closeIcon: 'close' },
    color: { header: { bg: '#111' }, accent: '#222' },
    texts: { title: 'T' },
    pre_chat: { fields: [] },
    theme: 'dark',
    version: 'legacy',
    format: 'frame',
  };
  checkInit(init);
  checkInit(undefined);
  checkOptions(mapInit(init, { server: 'https://chat.example', version: 'v2' }));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(warnings).toEqual([]);
});
