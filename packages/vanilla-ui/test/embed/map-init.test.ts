import { describe, expect, it } from 'vitest';
import { mapInit } from '../../src/embed/map-init.ts';

const defaults = { server: 'https://widget.example', version: 'v2' } as const;

/** The `init` options of an existing site. */
const REAL_SITE = {
  language_code: 'uk',
  bot_id: '2',
  params_from_site: {},
  widgetButton: { type: 'multi', position: { y: 'bottom', x: 'right', offset: 25 } },
  multi_channel: {
    button_title: 'Напишіть нам',
    messengers: { viber: 'viber://pa?chatURI=shop', telegram: 'https://t.me/shop', facebook: '', whatsapp: '' },
  },
  launcher: { type: 'icon', closeIcon: 'close', openIcon: 'chat_bubble' },
  colors: { header: { bg: 'linear-gradient(130deg,#734FE1,#D14EE0)', text: '#ffffff' } },
};

describe('mapInit', () => {
  it('maps the options of a real site', () => {
    expect(mapInit(REAL_SITE, defaults)).toEqual({
      server: 'https://widget.example',
      botId: '2',
      version: 'v2',
      format: 'multi',
      locale: 'uk',
      openOnMessage: false,
      recognizeUserMeta: false,
      paramsFromSite: {},
      colors: REAL_SITE.colors,
      launcher: { type: 'icon', closeIcon: 'close' },
      position: { x: 'right', y: 'bottom', offset: 25 },
      channels: [
        { id: 'viber', url: 'viber://pa?chatURI=shop' },
        { id: 'telegram', url: 'https://t.me/shop' },
      ],
      channelsTitle: 'Напишіть нам',
    });
  });

  it('has defaults for bot, server and version', () => {
    expect(mapInit(undefined, defaults)).toMatchObject({ botId: 1, server: 'https://widget.example', version: 'v2' });
    expect(mapInit({}, { ...defaults, version: 'legacy' })).toMatchObject({ version: 'legacy', format: 'mini' });
  });

  it('accepts both `color` and `colors`, and prefers the second', () => {
    const { colors } = mapInit(
      { color: { header: { bg: '#111', text: '#fff' } }, colors: { header: { bg: '#222' } } },
      defaults,
    );
    expect(colors).toEqual({ header: { bg: '#222', text: '#fff' } });
  });

  /** Each documented field by itself, and the options that it becomes. */
  it.each<[Record<string, unknown>, Record<string, unknown>]>([
    [{ bot_id: 3 }, { botId: '3' }],
    [{ user_id: 'u1' }, { userId: 'u1' }],
    [{ language_code: 'en' }, { locale: 'en' }],
    [{ params_from_site: { plan: 'pro' } }, { paramsFromSite: { plan: 'pro' } }],
    [{ color: { header: { bg: '#111' } } }, { colors: { header: { bg: '#111' } } }],
    [{ colors: { header: { bg: '#222' } } }, { colors: { header: { bg: '#222' } } }],
    [{ open_on_msg: 1 }, { openOnMessage: true }],
    [{ recognize_user_meta: 1 }, { recognizeUserMeta: true }],
    [{ widgetButton: { type: 'multi' } }, { format: 'multi' }],
    [
      { widgetButton: { position: { y: 'top', x: 'left', offset: 4 } } },
      { position: { x: 'left', y: 'top', offset: 4 } },
    ],
    [
      { launcher: { type: 'avatar', image: 'https://example.com/a.png' } },
      { launcher: { type: 'avatar', image: 'https://example.com/a.png' } },
    ],
    [{ launcher: { type: 'none' } }, { launcher: { type: 'none' } }],
    [{ format: 'frame' }, { format: 'frame' }],
    [{ version: 'legacy' }, { version: 'legacy' }],
    [
      { title: 'T', subtitle: 'S', avatar: 'https://example.com/a.png' },
      { title: 'T', subtitle: 'S', avatar: 'https://example.com/a.png' },
    ],
    [
      { theme: 'dark', z_index: 5 },
      { theme: 'dark', zIndex: 5 },
    ],
    [{ texts: { title: 'Hi' } }, { texts: { title: 'Hi' } }],
    [{ nonce: 'n' }, { nonce: 'n' }],
    [{ socket_path: '/s' }, { socketPath: '/s' }],
    [{ pre_chat: { fields: [{ name: 'n', label: 'N' }] } }, { preChat: { fields: [{ name: 'n', label: 'N' }] } }],
  ])('%j', (init, options) => {
    expect(mapInit(init, defaults)).toMatchObject(options);
  });

  it('keeps the socket and API URLs separate', () => {
    expect(
      mapInit({ socket_url: 'https://socket.example', api_url: 'https://engine.example' }, defaults),
    ).toMatchObject({
      server: 'https://socket.example',
      apiUrl: 'https://engine.example',
    });
  });

  it.each([true, 1, '1', 'true'])('accepts the flag %j', (flag) => {
    expect(mapInit({ open_on_msg: flag, recognize_user_meta: flag }, defaults)).toMatchObject({
      openOnMessage: true,
      recognizeUserMeta: true,
    });
  });

  it.each([null, 7, 'text', [], { widgetButton: 3, multi_channel: null, launcher: [], colors: 'red' }])(
    'survives %j',
    (init) => {
      expect(() => mapInit(init, defaults)).not.toThrow();
    },
  );
});
