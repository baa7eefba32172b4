import { createWidget, type WidgetOptions } from '@connective-chat/vanilla-ui';
import { ScriptedClient } from '../../packages/vanilla-ui/test/support/scripted-client.ts';
import { STATES } from './states.ts';
import { wordsOf } from './words.ts';

export interface Look {
  readonly format?: 'mini' | 'frame';
  readonly theme?: 'light' | 'dark';
  readonly locale?: string;
  readonly colors?: WidgetOptions['colors'];
}

const found = async (root: ShadowRoot, selector: string): Promise<HTMLElement> => {
  for (let tries = 0; tries < 600; tries++) {
    const element = root.querySelector<HTMLElement>(selector);
    if (element && !element.hidden) return element;
    await new Promise((done) => setTimeout(done, 16));
  }
  throw new Error(`nothing matches ${selector}`);
};

/** Puts the widget on the page in one of its states, and comes back when it stands there. */
async function show(
  name: string,
  { format = 'mini', theme = 'light', locale = 'en', colors }: Look = {},
): Promise<void> {
  const state = STATES[name];
  if (!state) throw new Error(`no state ${name}: ${Object.keys(STATES).join(', ')}`);
  document.documentElement.lang = locale;
  document.documentElement.dir = locale === 'ar' ? 'rtl' : 'ltr';
  const client = new ScriptedClient();
  const words = wordsOf(locale);
  state.before?.({ client, words });
  const target = format === 'frame' ? document.querySelector('#frame') : null;
  const widget = createWidget({
    server: 'https://chat.example',
    botId: 1,
    client,
    locale,
    theme,
    format,
    ...(colors && { colors }),
    ...state.options?.(words),
    ...(target && { target, format }),
  });
  const root = widget.element.shadowRoot as ShadowRoot;
  const find = (selector: string) => found(root, selector);
  if (!state.closed) {
    widget.open();
    await find('.panel');
  }
  await state.after?.({ widget, client, words, root, find });
}

/** A frame has no launcher, and so none of the states in which it is closed. */
const namesOf = (format: Look['format']): string[] =>
  Object.entries(STATES).flatMap(([name, { closed }]) => (format === 'frame' && closed ? [] : [name]));

Object.assign(window, { gallery: { namesOf, show } });
