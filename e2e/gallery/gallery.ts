import type { Body } from '@connective-chat/core';
import { createWidget, type WidgetOptions } from '@connective-chat/vanilla-ui';
import { ScriptedClient } from '../../packages/vanilla-ui/test/support/scripted-client.ts';
import { STATES, type Stage } from './states.ts';
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

let current: Stage | null = null;
const end = (): void => current?.widget.destroy();

/** Replaces the widget on the page with one in the named state, and resolves when it is rendered. */
async function show(
  name: string,
  { format = 'mini', theme = 'light', locale = 'en', colors }: Look = {},
): Promise<void> {
  const state = STATES[name];
  if (!state) throw new Error(`no state ${name}: ${Object.keys(STATES).join(', ')}`);
  document.documentElement.lang = locale;
  document.documentElement.dir = locale === 'ar' ? 'rtl' : 'ltr';
  end();
  sessionStorage.clear();
  document.body.classList.toggle('framed', format === 'frame');
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
  current = { widget, client, words, root, find };
  if (!state.closed) {
    widget.open();
    await find('.panel');
  }
  await state.after?.(current);
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
const namesOf = (format: Look['format']): string[] =>
  Object.entries(STATES).flatMap(([name, { closed }]) => (format === 'frame' && closed ? [] : [name]));

const gallery = { namesOf, show, showHistory, showPayloads, stage };
export type Gallery = typeof gallery;
Object.assign(window, { gallery });
