import { describe, expect, it, vi } from 'vitest';
import type { ColorScheme } from '../../src/appearance/color-scheme.types.ts';
import { mergeColors } from '../../src/appearance/merge-colors.ts';
import type { WidgetOptions } from '../../src/widget-options.types.ts';
import { mount } from '../support/mount.ts';

/** Compiles under `exactOptionalPropertyTypes`; a new option has to be added. */
const ABSENT: Record<Exclude<keyof WidgetOptions, 'server' | 'botId' | 'client' | 'locale'>, undefined> &
  Partial<WidgetOptions> = {
  format: undefined,
  userId: undefined,
  getToken: undefined,
  paramsFromSite: undefined,
  collectPageContext: undefined,
  recognizeUserMeta: undefined,
  openOnMessage: undefined,
  colors: undefined,
  theme: undefined,
  title: undefined,
  subtitle: undefined,
  avatar: undefined,
  launcher: undefined,
  position: undefined,
  zIndex: undefined,
  channels: undefined,
  channelsTitle: undefined,
  texts: undefined,
  whileThinking: undefined,
  version: undefined,
  apiUrl: undefined,
  socketPath: undefined,
  nonce: undefined,
  customCode: undefined,
  preChat: undefined,
  target: undefined,
};

describe('an option that is written as undefined counts as absent', () => {
  it('of the widget', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const plain = mount();
    const other = mount(ABSENT);
    await plain.open();
    await other.open();
    const shown = ({ widget, find }: typeof plain) => [widget.element.outerHTML, find('.header').textContent];
    expect(shown(other)).toEqual(shown(plain));
    expect(warn).not.toHaveBeenCalled();
  });

  it('of nested options', async () => {
    const plain = mount({ launcher: {}, position: {}, colors: {} });
    const other = mount({
      launcher: { type: undefined, image: undefined, closeIcon: undefined },
      position: { x: undefined, y: undefined, offset: undefined },
      colors: { accent: undefined, header: undefined, device: { bg: undefined } },
    });
    expect(other.widget.element.outerHTML).toBe(plain.widget.element.outerHTML);
  });

  it('of the heading and of colours that are changed later', async () => {
    const { widget, find, open } = mount({ title: 'Halo' });
    await open();
    widget.setHeading({ title: 'Lamps', subtitle: 'Now' });
    widget.setHeading({ title: undefined, subtitle: 'Later' });
    expect(find('.title').textContent).toBe('Lamps');
    const before: ColorScheme = { accent: '#123456', header: { bg: '#fff', text: '#000' } };
    expect(mergeColors(before, { accent: undefined, header: { bg: undefined, text: '#111' } })).toEqual({
      accent: '#123456',
      header: { bg: '#fff', text: '#111' },
    });
  });
});
