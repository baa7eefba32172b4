import { type Body, ChatError, type Message, type ThinkingStep, type Upload } from '@connective-chat/core';
import type { Widget, WidgetOptions } from '@connective-chat/vanilla-ui';
import type { ScriptedClient } from '../../packages/vanilla-ui/test/support/scripted-client.ts';
import type { Words } from './words.ts';

export interface Stage {
  readonly widget: Widget;
  readonly client: ScriptedClient;
  readonly words: Words;
  readonly root: ShadowRoot;
  /** Waits for the first element of the widget that matches. */
  find(selector: string): Promise<HTMLElement>;
}

export interface State {
  /** Options in addition to server and bot. */
  readonly options?: (words: Words) => Partial<WidgetOptions>;
  /** Prepares the client before the widget is opened. */
  readonly before?: (stage: Omit<Stage, 'widget' | 'root' | 'find'>) => void;
  /** Whether the widget stays closed. */
  readonly closed?: boolean;
  /** Runs after the widget has been rendered. */
  readonly after?: (stage: Stage) => Promise<void> | void;
}

const PICTURE = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><defs><linearGradient id="a" x2="1" y2="1"><stop stop-color="#ffd9a0"/><stop offset="1" stop-color="#b06a3b"/></linearGradient></defs><rect width="640" height="360" fill="url(#a)"/><circle cx="320" cy="170" r="90" fill="none" stroke="#fff6e6" stroke-width="22"/></svg>',
)}`;

/** A picture as a `blob:` URL, because the widget does not load `data:` URLs. */
const picture = (): string =>
  URL.createObjectURL(
    new Blob([decodeURIComponent(PICTURE.slice(PICTURE.indexOf(',') + 1))], { type: 'image/svg+xml' }),
  );

const text = (value: string, more: Partial<Extract<Body, { type: 'text' }>> = {}): Body => ({
  type: 'text',
  text: value,
  format: 'plain',
  ...more,
});
const reply = (id: string, label: string) => ({ id, label, action: { type: 'reply' as const } });
const upload = (id: string, name: string, more: Partial<Upload>): Upload =>
  ({
    id,
    name,
    size: 482_133,
    type: 'application/pdf',
    status: 'uploading',
    progress: 0,
    error: null,
    ...more,
  }) as Upload;

const talk = ({ client, words }: Pick<Stage, 'client' | 'words'>): Message => {
  client.add('bot', words.greeting);
  client.add('visitor', words.question);
  client.add('bot', words.answer);
  client.add('bot', words.more);
  client.set({ read: { visitor: 0, operator: 2 } });
  return client.add('visitor', words.thanks);
};

/** Steps of two seconds each; those with a detail are named in the line above the answer. */
const stepsOf = ({ steps }: Words, open?: 'stay'): ThinkingStep[] =>
  steps.map((words, index) => ({
    id: `${index}`,
    name: '',
    text: words,
    state: index === 2 ? 'failed' : 'done',
    startedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, 2 * index)).toISOString(),
    endedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, 2 * index + 2)).toISOString(),
    ...(index === 0 ? {} : { detail: { count: index } }),
    ...(open ? { after: open } : {}),
  }));

const OPERATOR = { id: 'o', name: 'Marta Kovalenko', online: true };

/** Every state of the widget that a visitor can see, by name. */
export const STATES: Readonly<Record<string, State>> = {
  launcher: { closed: true },
  'launcher-unread': { closed: true, before: ({ client }) => client.set({ unread: 3 }) },
  empty: {},
  loading: {
    before: ({ client }) =>
      client.set({
        status: 'connecting',
        connection: { status: 'connecting', error: null, willRetryAt: null, attempt: 1 },
        history: { status: 'loading', hasOlder: false, isLoadingOlder: false, error: null },
      }),
  },
  'pre-chat': {
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
  talk: { before: talk },
  buttons: {
    before: (stage) => {
      const { client, words } = stage;
      client.add(
        'bot',
        text(words.which, {
          buttons: [[reply('a', words.delivery), reply('b', words.returns)], [reply('c', words.person)]],
        }),
        {
          answer: { buttonId: 'b', label: words.returns },
        },
      );
      client.add('visitor', { type: 'press', label: words.returns, buttonId: 'b', messageId: 'm1' } as unknown as Body);
      client.add(
        'bot',
        text(words.answer, {
          buttons: [
            [{ id: 'l', label: words.site, action: { type: 'url', url: 'https://example.com/' } }],
            [reply('x', words.yes), reply('y', words.no)],
          ],
        }),
      );
    },
    after: async ({ find }) => void (await find('.choice')),
  },
  'quick-replies': {
    before: ({ client, words }) =>
      void client.add(
        'bot',
        text(words.which, {
          keyboard: [[reply('a', words.delivery), reply('b', words.returns)], [reply('c', words.person)]],
        }),
      ),
    after: async ({ find }) => void (await find('.reply')),
  },
  cards: {
    before: ({ client, words }) => {
      client.add('bot', words.more);
      client.add('bot', {
        type: 'cards',
        items: [words.delivery, words.returns, words.person].map((title, index) => ({
          title,
          text: words.answer,
          image: { url: picture(), alt: title },
          buttons: [reply(`b${index}`, words.choose)],
        })),
      });
    },
    after: async ({ find }) => void (await find('.card')),
  },
  media: {
    before: ({ client, words }) => {
      client.add('visitor', { type: 'image', url: picture(), alt: words.which, width: 640, height: 360 } as Body);
      client.add('bot', {
        type: 'file',
        url: 'https://example.com/a.pdf',
        name: `${words.delivery}.pdf`,
        size: 482_133,
        mime: 'application/pdf',
      } as unknown as Body);
      client.add('bot', { type: 'image', url: 'blob:gone', alt: words.which, width: 640, height: 360 } as Body);
    },
    after: async ({ find }) => void (await find('.file')),
  },
  rating: {
    before: ({ client, words }) => {
      client.add('bot', { type: 'rating', prompt: words.rate, scale: 5, comment: true } as Body, {
        answer: { score: 4 } as never,
      });
      client.add('bot', { type: 'rating', prompt: words.rate, scale: 10 } as Body);
      client.add('bot', { type: 'rating', prompt: words.rate, scale: 5, comment: true } as Body);
    },
    after: async ({ find, root }) => {
      await find('.rating');
      root.querySelectorAll<HTMLElement>('.rating:last-child .score, .rating .score')[18]?.click();
    },
  },
  thinking: {
    before: (stage) => {
      talk(stage);
      const since = Date.now();
      stage.client.set({
        thinking: { text: stage.words.stage, stage: 'search', steps: [], since, until: since + 30_000 },
        sendState: { ok: false, reason: 'thinking', until: since + 30_000 },
        stopState: { ok: true },
      });
    },
    after: async ({ find }) => void (await find('.thinking')),
  },
  rated: {
    before: ({ client, words }) => {
      const sources = [
        { title: words.delivery, url: 'https://shop.example/delivery' },
        { title: `${words.returns}: ${words.more}`, url: 'https://shop.example/returns' },
        { title: words.site },
      ];
      client.add('visitor', words.question);
      client.add('bot', words.answer, { agent: true, sources, feedback: { value: 'up' } });
      client.add('visitor', words.question);
      client.add('bot', words.answer, { agent: true, sources: sources.slice(0, 1), steps: stepsOf(words) });
    },
    after: async ({ root, find }) => {
      await find('.answer-actions');
      [...root.querySelectorAll<HTMLElement>('[data-value=down]')].at(-1)?.click();
      await find('.answer-form');
    },
  },
  'thinking-steps': {
    before: (stage) => {
      talk(stage);
      const since = Date.now() - 11_000;
      const steps = stepsOf(stage.words);
      stage.client.set({
        thinking: { text: stage.words.stage, stage: 'search', steps, since, until: since + 90_000 },
        sendState: { ok: false, reason: 'thinking', until: since + 90_000 },
      });
    },
    after: async ({ find }) => void (await find('.thinking .step')),
  },
  steps: {
    before: ({ client, words }) => {
      client.add('visitor', words.question);
      client.add('bot', words.answer, { steps: stepsOf(words) });
      client.add('visitor', words.question);
      client.add('bot', words.answer, { steps: stepsOf(words, 'stay') });
    },
    after: async ({ find }) => void (await find('.steps-line .step')),
  },
  overdue: {
    before: (stage) => {
      talk(stage);
      stage.client.set({ overdue: { text: '', choices: ['wait', 'person', 'retry'], since: Date.now() } });
    },
    after: async ({ find }) => void (await find('.overdue-choices .reply')),
  },
  streaming: {
    before: (stage) => {
      talk(stage);
      stage.client.add('bot', text(stage.words.answer.slice(0, 40)), { streaming: true });
      stage.client.set({
        sendState: { ok: false, reason: 'thinking', until: Date.now() + 30_000 },
        stopState: { ok: true },
      });
    },
  },
  stopped: {
    before: (stage) => {
      talk(stage);
      stage.client.add('bot', text(stage.words.answer.slice(0, 40)), { stopped: true });
      stage.client.add('visitor', stage.words.more);
      stage.client.add('bot', text(stage.words.answer), { stopped: true });
    },
  },
  failures: {
    before: (stage) => {
      const { client, words } = stage;
      client.add('bot', words.greeting);
      client.add('visitor', words.question, { delivery: 'failed', error: { code: 'TOO_LARGE' } as never });
      client.add('visitor', words.thanks, { delivery: 'expired' });
      client.add('visitor', words.more, { delivery: 'unconfirmed' });
      client.add('visitor', words.yes, { delivery: 'pending' });
    },
  },
  offline: {
    before: (stage) => {
      talk(stage);
      stage.client.set({
        connection: { status: 'reconnecting', error: null, willRetryAt: Date.now() + 65_000, attempt: 3 },
      });
    },
    after: async ({ find }) => void (await find('.notice-strip:not([hidden])')),
  },
  refused: {
    before: ({ client }) =>
      client.set({
        status: 'refused' as never,
        connection: { status: 'refused', error: null, willRetryAt: null, attempt: 1 },
        sendState: { ok: false, reason: 'refused' },
      }),
    after: async ({ find }) => void (await find('.notice-strip:not([hidden])')),
  },
  queued: {
    before: (stage) => {
      talk(stage);
      stage.client.set({ dialog: { status: 'queued', operator: null, queuePosition: 3 } });
    },
  },
  operator: {
    before: (stage) => {
      const { client, words } = stage;
      talk(stage);
      client.add('system', { type: 'notice', event: 'operator_connected', text: words.joined } as unknown as Body);
      client.add({ kind: 'operator', id: 'o', name: OPERATOR.name }, words.hello);
      client.add({ kind: 'operator', id: 'o', name: OPERATOR.name }, words.more);
      client.set({ dialog: { status: 'operator', operator: OPERATOR, queuePosition: null }, typing: true });
    },
    after: async ({ find }) => void (await find('.thinking')),
  },
  closed: {
    before: (stage) => {
      talk(stage);
      stage.client.add('system', { type: 'notice', event: 'closed', text: stage.words.ended } as unknown as Body);
      stage.client.set({ dialog: { status: 'closed', operator: null, queuePosition: null } });
    },
  },
  files: {
    before: (stage) => {
      talk(stage);
      stage.client.set({
        uploads: [
          upload('1', 'invoice-2026-11.pdf', { progress: 0.6 }),
          upload('2', `${stage.words.long}.png`, {
            status: 'failed',
            error: new ChatError('TYPE_MISMATCH', 'Not a picture.'),
          }),
        ],
      });
    },
    after: async ({ find }) => void (await find('.attachment')),
  },
  menu: {
    before: talk,
    after: async ({ find }) => {
      (await find('[aria-haspopup=menu]')).click();
      await find('.menu');
    },
  },
  lightbox: {
    before: ({ client, words }) =>
      void client.add('bot', { type: 'image', url: picture(), alt: words.which, width: 640, height: 360 } as Body),
    after: async ({ find }) => {
      (await find('.image')).click();
      await find('.lightbox');
    },
  },
  markdown: {
    before: ({ client, words }) => void client.add('bot', text(words.markdown, { format: 'markdown' })),
    after: async ({ find }) => void (await find('.markdown')),
  },
  'table-and-code': {
    before: ({ client }) => {
      client.add(
        'bot',
        text(
          '| Parcel | Working days | Price, UAH | Collected from |\n|:--|:-:|--:|:--|\n| Nova Poshta | 2–4 | 85 | Khreshchatyk 22, Kyiv |\n| Ukrposhta | 5–9 | 1 240 | Any post office |',
          { format: 'markdown' },
        ),
      );
      client.add(
        'bot',
        text(
          'Put this into your page:\n\n```html\n<script async src="https://chat.example.com/kwjs.js" data-bot="1"></script>\n<p>Halo</p>\n```',
          { format: 'markdown' },
        ),
      );
    },
    after: async ({ find }) => void (await find('.copy')),
  },
  waiting: {
    before: (stage) => {
      STATES.offline?.before?.(stage);
      stage.client.add('visitor', stage.words.question, { delivery: 'pending' });
    },
    after: async ({ find }) => void (await find('.note')),
  },
  'confirm-end': {
    before: (stage) => STATES.operator?.before?.(stage),
    after: async ({ find, root }) => {
      (await find('[aria-haspopup=menu]')).click();
      await find('.menu');
      root.querySelector<HTMLElement>('.menu > :last-child')?.click();
      await find('.confirm');
    },
  },
  drop: {
    before: talk,
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
    before: talk,
    after: async ({ find }) => {
      const input = (await find('.input')) as HTMLTextAreaElement;
      input.value = Array.from({ length: 9 }, (_, line) => `line ${line + 1}`).join('\n');
      input.dispatchEvent(new Event('input', { bubbles: true }));
      input.scrollTop = input.scrollHeight;
    },
  },
  'thinking-long': {
    before: (stage) => {
      talk(stage);
      const since = Date.now() - 11_000;
      stage.client.set({
        thinking: { text: stage.words.answer, stage: 'search', steps: [], since, until: since + 90_000 },
      });
    },
    after: async ({ find }) => void (await find('.elapsed:not(:empty)')),
  },
  'long-words': {
    before: ({ client, words }) => {
      client.add('bot', words.long.repeat(4));
      client.add('visitor', words.long.repeat(3));
      client.add({ kind: 'operator', id: 'o', name: words.long.repeat(2) }, `${words.answer} ${words.long}`);
      client.set({ bot: { title: words.long.repeat(2), subtitle: words.long.repeat(3) } });
    },
  },
  'new-messages': {
    before: ({ client, words }) => {
      for (let index = 0; index < 30; index++)
        client.add(index % 3 ? 'bot' : 'visitor', index % 2 ? words.answer : words.more);
    },
    after: async ({ find, client, words }) => {
      (await find('.scroller')).scrollTop = -900;
      await find('.to-end:not([hidden])');
      client.add('bot', words.more);
      client.add('bot', words.thanks);
    },
  },
  channels: {
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
