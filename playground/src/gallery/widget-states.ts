import type { GalleryWords, ScriptedClient } from '@connective-chat/core/testing';
import type { Widget, WidgetOptions } from '@connective-chat/vanilla-ui';

export interface Stage {
  readonly widget: Widget;
  readonly client: ScriptedClient;
  readonly words: GalleryWords;
  readonly root: ShadowRoot;
  /** Waits for the first element of the widget that matches. */
  find(selector: string): Promise<HTMLElement>;
}

/** What only a widget has, in addition to the state of its conversation. */
export interface WidgetState {
  /** The state of the conversation; the one with the same name if absent. */
  readonly conversation?: string;
  /** Options in addition to server and bot. */
  readonly options?: (words: GalleryWords) => Partial<WidgetOptions>;
  /** Whether the widget stays closed. */
  readonly closed?: boolean;
  /** Runs after the widget has been rendered. */
  readonly after?: (stage: Stage) => Promise<void> | void;
}

/** The states that a widget has by itself, and for others what has to be rendered before a state is complete. */
export const WIDGET_STATES: Readonly<Record<string, WidgetState>> = {
  launcher: {
    conversation: 'empty',
    closed: true,
  },
  'launcher-unread': {
    conversation: 'unread',
    closed: true,
  },
  'pre-chat': {
    conversation: 'empty',
    options: (words) => ({
      preChat: {
        fields: [
          { name: 'name', label: words.name, required: true },
          { name: 'email', label: words.email, type: 'email', required: true },
          { name: 'phone', label: words.phone, type: 'tel' },
          {
            name: 'consent',
            label: words.consent,
            type: 'checkbox',
            required: true,
            link: 'https://example.com/privacy',
          },
        ],
      },
    }),
    after: async ({ find }) => (await find('.ask button[type=submit]')).click(),
  },
  buttons: {
    after: async ({ find }) => void (await find('.choice')),
  },
  'quick-replies': {
    after: async ({ find }) => void (await find('.reply')),
  },
  cards: {
    after: async ({ find }) => void (await find('.card')),
  },
  media: {
    after: async ({ find }) => void (await find('.file')),
  },
  rating: {
    after: async ({ find, root }) => {
      await find('.rating');
      root.querySelectorAll<HTMLElement>('.rating:last-child .score, .rating .score')[18]?.click();
    },
  },
  thinking: {
    after: async ({ find }) => void (await find('.thinking')),
  },
  rated: {
    after: async ({ root, find }) => {
      await find('.answer-actions');
      [...root.querySelectorAll<HTMLElement>('[data-value=down]')].at(-1)?.click();
      await find('.answer-form');
    },
  },
  'thinking-steps': {
    after: async ({ find }) => void (await find('.thinking .step')),
  },
  steps: {
    after: async ({ find }) => void (await find('.steps-line .step')),
  },
  overdue: {
    after: async ({ find }) => void (await find('.overdue-choices .reply')),
  },
  offline: {
    after: async ({ find }) => void (await find('.notice-strip:not([hidden])')),
  },
  refused: {
    after: async ({ find }) => void (await find('.notice-strip:not([hidden])')),
  },
  operator: {
    after: async ({ find }) => void (await find('.thinking')),
  },
  files: {
    after: async ({ find }) => void (await find('.attachment')),
  },
  menu: {
    conversation: 'talk',
    after: async ({ find }) => {
      (await find('[aria-haspopup=menu]')).click();
      await find('.menu');
    },
  },
  lightbox: {
    conversation: 'image',
    after: async ({ find }) => {
      (await find('.image')).click();
      await find('.lightbox');
    },
  },
  markdown: {
    after: async ({ find }) => void (await find('.markdown')),
  },
  'table-and-code': {
    after: async ({ find }) => void (await find('.copy')),
  },
  waiting: {
    after: async ({ find }) => void (await find('.note')),
  },
  image: {
    after: async ({ find }) => void (await find('.image')),
  },
  approval: {
    after: async ({ find }) => void (await find('.approval')),
  },
  'confirm-end': {
    conversation: 'operator',
    after: async ({ find, root }) => {
      (await find('[aria-haspopup=menu]')).click();
      await find('.menu');
      root.querySelector<HTMLElement>('.menu > :last-child')?.click();
      await find('.confirm');
    },
  },
  drop: {
    conversation: 'talk',
    after: async ({ find }) => {
      await find('.attach');
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['text'], 'a.txt', { type: 'text/plain' }));
      const panel = await find('.panel');
      const drag = (type: string) => panel.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true }));
      // The code for files loads when they enter; a browser repeats `dragover` as long as they are above the panel.
      drag('dragenter');
      const repeated = setInterval(() => drag('dragover'), 50);
      await find('.drop:not([hidden])').finally(() => clearInterval(repeated));
    },
  },
  'long-draft': {
    conversation: 'talk',
    after: async ({ find }) => {
      const input = (await find('.input')) as HTMLTextAreaElement;
      input.value = Array.from({ length: 9 }, (_, line) => `line ${line + 1}`).join('\n');
      input.dispatchEvent(new Event('input', { bubbles: true }));
      input.scrollTop = input.scrollHeight;
    },
  },
  'thinking-long': {
    after: async ({ find }) => void (await find('.elapsed:not(:empty)')),
  },
  'new-messages': {
    after: async ({ find, client, words }) => {
      (await find('.scroller')).scrollTop = -900;
      await find('.to-end:not([hidden])');
      client.add('bot', words.more);
      client.add('bot', words.thanks);
    },
  },
  channels: {
    conversation: 'empty',
    closed: true,
    options: (words) => ({
      format: 'multi',
      channelsTitle: words.which,
      channels: [
        { id: 'viber', url: 'viber://pa?chatURI=example' },
        { id: 'telegram', url: 'https://t.me/example' },
        { id: 'facebook', url: 'https://m.me/example' },
        { id: 'whatsapp', url: 'https://wa.me/1234567' },
        { id: 'signal', url: 'https://signal.me/#p/1234567', label: 'Signal' },
      ],
    }),
    after: async ({ find }) => {
      (await find('.launcher')).click();
      await find('.channels:not([hidden])');
    },
  },
};
