import type { Body } from '@connective-chat/core';
import { createGallery, type GalleryAddress } from '@connective-chat/core/testing';
import { createWidget, type WidgetOptions } from '@connective-chat/vanilla-ui';
import { type Stage, WIDGET_STATES, type WidgetState } from './widget-states.ts';

export interface WidgetLook extends Partial<Omit<GalleryAddress, 'state'>> {
  readonly format?: 'mini' | 'frame';
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

let current: Stage | null = null;
let shown: { readonly widgetState: WidgetState; readonly look: WidgetLook } = { widgetState: {}, look: {} };

const gallery = createGallery(({ client, locale, dir, theme, words }) => {
  const { widgetState, look } = shown;
  const { format = 'mini', colors } = look;
  document.documentElement.lang = locale;
  document.documentElement.dir = dir;
  document.documentElement.style.colorScheme = theme;
  document.body.classList.toggle('framed', format === 'frame');
  const target = format === 'frame' ? document.querySelector('#frame') : null;
  const widget = createWidget({
    server: 'https://chat.example',
    botId: 1,
    client,
    locale,
    theme,
    format,
    ...(colors && { colors }),
    ...widgetState.options?.(words),
    ...(target && { target, format }),
  });
  const root = widget.element.shadowRoot as ShadowRoot;
  current = { widget, client, words, root, find: (selector) => found(root, selector) };
  return () => widget.destroy();
});

/** The names of all states: those of a conversation, and those that only a widget has. */
const STATES: readonly string[] = [...new Set([...gallery.states, ...Object.keys(WIDGET_STATES)])];

/** Replaces the widget on the page with one in the named state, and resolves when it is rendered. */
async function show(name: string, look: WidgetLook = {}): Promise<void> {
  if (!STATES.includes(name)) throw new Error(`no state ${name}: ${STATES.join(', ')}`);
  const { theme = 'light', locale, dir = locale === 'ar' ? 'rtl' : 'ltr', size = 'desktop' } = look;
  const widgetState = WIDGET_STATES[name] ?? {};
  shown = { widgetState, look };
  // Ends the widget of the last state, which may write to the storage as it ends.
  gallery.clear();
  sessionStorage.clear();
  await gallery.show({ state: widgetState.conversation ?? name, theme, dir, size, locale });
  const { widget, find } = stage();
  if (!widgetState.closed) {
    widget.open();
    await find('.panel');
  }
  await widgetState.after?.(stage());
}

/** Shows a conversation of `count` numbered messages. */
async function showHistory(count: number): Promise<void> {
  await show('empty');
  const { client, words } = stage();
  const texts = [words.greeting, words.question, words.answer, words.more];
  client.prepend(
    Array.from({ length: count }, (_, index) =>
      client.build(index % 3 ? 'bot' : 'visitor', `${texts[index % 4]} #${index}.`),
    ),
  );
  await found(stage().root, '.row');
}

/** Puts every payload into every text that the widget shows. */
async function showPayloads(payloads: readonly string[]): Promise<void> {
  await show('empty');
  const { client, widget, root } = stage();
  const button = (label: string, url: string) => ({ id: label, label, action: { type: 'url' as const, url } });
  const reply = (label: string) => ({ id: label, label, action: { type: 'reply' as const } });
  for (const text of payloads) {
    const from = { kind: 'operator' as const, id: text, name: text, avatar: text };
    const bodies = [
      {
        type: 'text',
        text,
        format: 'plain',
        buttons: [[button(text, text), reply(text)]],
        keyboard: [[reply(text), button(text, text)]],
      },
      { type: 'text', text, format: 'markdown' },
      {
        type: 'cards',
        items: [{ title: text, text, image: { url: text, alt: text }, buttons: [reply(text), button(text, text)] }],
      },
      { type: 'image', url: text, alt: text },
      { type: 'file', url: text, name: text, size: 1, mime: text },
      { type: 'rating', prompt: text, scale: 5, comment: true },
      { type: 'notice', event: 'closed', text },
      { type: 'press', label: text, buttonId: text, messageId: text },
    ] as unknown as Body[];
    for (const body of bodies) client.add(from, body);
    client.add('visitor', text, { delivery: 'failed' });
    client.set({
      bot: { title: text, subtitle: text, avatar: text },
      dialog: {
        status: 'operator',
        operator: { id: text, name: text, avatar: text, online: true },
        queuePosition: null,
      },
      thinking: { text, stage: text, steps: [], since: Date.now(), until: Date.now() + 1000 },
      uploads: [{ id: text, name: text, size: 1, type: text, status: 'failed', progress: 0, error: null }] as never,
    });
    widget.setHeading({ title: text, subtitle: text });
    widget.setColors({ accent: text, header: { bg: text, text }, sentMessage: { bg: text, text } });
  }
  await Promise.all(
    ['.rating', '.card', '.choice', '.attachment', '.thinking'].map((selector) => found(root, selector)),
  );
}

function stage(): Stage {
  if (!current) throw new Error('show a state first');
  return current;
}

/** A frame has no launcher, so the closed states do not exist for it. */
const namesOf = (format: WidgetLook['format']): string[] =>
  STATES.filter((name) => format !== 'frame' || !WIDGET_STATES[name]?.closed);

/** The widget in any state; `window.gallery` of the page with a state. */
export const widgetGallery = { namesOf, show, showHistory, showPayloads, stage };
export type WidgetGallery = typeof widgetGallery;
