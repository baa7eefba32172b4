import type { Message } from '../../conversation/message.types.ts';
import { ChatError } from '../../errors.ts';
import type { Body } from '../../protocol/body.ts';
import type { ThinkingStep } from '../../protocol/thinking-steps.ts';
import type { Upload } from '../../uploads/upload.types.ts';
import { approvalBody } from '../approval-body.ts';
import type { ScriptedClient } from '../scripted-client.ts';
import type { GalleryWords } from './gallery-words.ts';

/** Brings a client into a state. */
type GalleryState = (scene: { readonly client: ScriptedClient; readonly words: GalleryWords }) => void;
type Scene = Parameters<GalleryState>[0];

const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><defs><linearGradient id="a" x2="1" y2="1"><stop stop-color="#ffd9a0"/><stop offset="1" stop-color="#b06a3b"/></linearGradient></defs><rect width="640" height="360" fill="url(#a)"/><circle cx="320" cy="170" r="90" fill="none" stroke="#fff6e6" stroke-width="22"/></svg>';

/** A picture as a `blob:` URL, because a chat does not load `data:` URLs. */
const picture = (): string => URL.createObjectURL(new Blob([PICTURE], { type: 'image/svg+xml' }));

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

const talk = ({ client, words }: Scene): Message => {
  client.add('bot', words.greeting);
  client.add('visitor', words.question);
  client.add('bot', words.answer);
  client.add('bot', words.more);
  client.set({ read: { visitor: 0, operator: 2 } });
  return client.add('visitor', words.thanks);
};

/** Steps of two seconds each; those with a detail are named in the line above the answer. */
const stepsOf = ({ steps }: GalleryWords, open?: 'stay'): ThinkingStep[] =>
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

/** Every state of a conversation that a visitor can see, by name. */
export const GALLERY_STATES: Readonly<Record<string, GalleryState>> = {
  empty: () => {},
  loading: ({ client }) =>
    client.set({
      status: 'connecting',
      connection: { status: 'connecting', error: null, willRetryAt: null, attempt: 1 },
      history: { status: 'loading', hasOlder: false, isLoadingOlder: false, error: null },
    }),
  talk: talk,
  buttons: (stage) => {
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
  'quick-replies': ({ client, words }) =>
    void client.add(
      'bot',
      text(words.which, {
        keyboard: [[reply('a', words.delivery), reply('b', words.returns)], [reply('c', words.person)]],
      }),
    ),
  cards: ({ client, words }) => {
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
  media: ({ client, words }) => {
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
  rating: ({ client, words }) => {
    client.add('bot', { type: 'rating', prompt: words.rate, scale: 5, comment: true } as Body, {
      answer: { score: 4 } as never,
    });
    client.add('bot', { type: 'rating', prompt: words.rate, scale: 10 } as Body);
    client.add('bot', { type: 'rating', prompt: words.rate, scale: 5, comment: true } as Body);
  },
  thinking: (stage) => {
    talk(stage);
    const since = Date.now();
    stage.client.set({
      thinking: { text: stage.words.stage, stage: 'search', steps: [], since, until: since + 30_000 },
      sendState: { ok: false, reason: 'thinking', until: since + 30_000 },
      stopState: { ok: true },
    });
  },
  rated: ({ client, words }) => {
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
  'thinking-steps': (stage) => {
    talk(stage);
    const since = Date.now() - 11_000;
    const steps = stepsOf(stage.words);
    stage.client.set({
      thinking: { text: stage.words.stage, stage: 'search', steps, since, until: since + 90_000 },
      sendState: { ok: false, reason: 'thinking', until: since + 90_000 },
    });
  },
  steps: ({ client, words }) => {
    client.add('visitor', words.question);
    client.add('bot', words.answer, { steps: stepsOf(words) });
    client.add('visitor', words.question);
    client.add('bot', words.answer, { steps: stepsOf(words, 'stay') });
  },
  overdue: (stage) => {
    talk(stage);
    stage.client.set({ overdue: { text: '', choices: ['wait', 'person', 'retry'], since: Date.now() } });
  },
  streaming: (stage) => {
    talk(stage);
    stage.client.add('bot', text(stage.words.answer.slice(0, 40)), { streaming: true });
    stage.client.set({
      sendState: { ok: false, reason: 'thinking', until: Date.now() + 30_000 },
      stopState: { ok: true },
    });
  },
  stopped: (stage) => {
    talk(stage);
    stage.client.add('bot', text(stage.words.answer.slice(0, 40)), { stopped: true });
    stage.client.add('visitor', stage.words.more);
    stage.client.add('bot', text(stage.words.answer), { stopped: true });
  },
  failures: (stage) => {
    const { client, words } = stage;
    client.add('bot', words.greeting);
    client.add('visitor', words.question, { delivery: 'failed', error: { code: 'TOO_LARGE' } as never });
    client.add('visitor', words.thanks, { delivery: 'expired' });
    client.add('visitor', words.more, { delivery: 'unconfirmed' });
    client.add('visitor', words.yes, { delivery: 'pending' });
  },
  offline: (stage) => {
    talk(stage);
    stage.client.set({
      connection: { status: 'reconnecting', error: null, willRetryAt: Date.now() + 65_000, attempt: 3 },
    });
  },
  refused: ({ client }) =>
    client.set({
      status: 'refused' as never,
      connection: { status: 'refused', error: null, willRetryAt: null, attempt: 1 },
      sendState: { ok: false, reason: 'refused' },
    }),
  queued: (stage) => {
    talk(stage);
    stage.client.set({ dialog: { status: 'queued', operator: null, queuePosition: 3 } });
  },
  operator: (stage) => {
    const { client, words } = stage;
    talk(stage);
    client.add('system', { type: 'notice', event: 'operator_connected', text: words.joined } as unknown as Body);
    client.add({ kind: 'operator', id: 'o', name: OPERATOR.name }, words.hello);
    client.add({ kind: 'operator', id: 'o', name: OPERATOR.name }, words.more);
    client.set({ dialog: { status: 'operator', operator: OPERATOR, queuePosition: null }, typing: true });
  },
  closed: (stage) => {
    talk(stage);
    stage.client.add('system', { type: 'notice', event: 'closed', text: stage.words.ended } as unknown as Body);
    stage.client.set({ dialog: { status: 'closed', operator: null, queuePosition: null } });
  },
  files: (stage) => {
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
  markdown: ({ client, words }) => void client.add('bot', text(words.markdown, { format: 'markdown' })),
  'table-and-code': ({ client }) => {
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
  waiting: (stage) => {
    GALLERY_STATES.offline?.(stage);
    stage.client.add('visitor', stage.words.question, { delivery: 'pending' });
  },
  'thinking-long': (stage) => {
    talk(stage);
    const since = Date.now() - 11_000;
    stage.client.set({
      thinking: { text: stage.words.answer, stage: 'search', steps: [], since, until: since + 90_000 },
    });
  },
  'long-words': ({ client, words }) => {
    client.add('bot', words.long.repeat(4));
    client.add('visitor', words.long.repeat(3));
    client.add({ kind: 'operator', id: 'o', name: words.long.repeat(2) }, `${words.answer} ${words.long}`);
    client.set({ bot: { title: words.long.repeat(2), subtitle: words.long.repeat(3) } });
  },
  'new-messages': ({ client, words }) => {
    for (let index = 0; index < 30; index++)
      client.add(index % 3 ? 'bot' : 'visitor', index % 2 ? words.answer : words.more);
  },
  image: ({ client, words }) =>
    void client.add('bot', { type: 'image', url: picture(), alt: words.which, width: 640, height: 360 } as Body),
  approval: ({ client, words }) => {
    const items = [{ label: words.delivery, value: 'Khreshchatyk 22, Kyiv' }];
    const ask = (more: Partial<Message> = {}) =>
      client.add(
        'bot',
        approvalBody(words.which, { tool: words.choose, items, approve: words.yes, decline: words.no }),
        more,
      );
    ask({ answer: { buttonId: 'decline', label: words.no } });
    ask();
  },
  unread: (scene) => {
    talk(scene);
    scene.client.set({ unread: 3 });
  },
  unreadable: ({ client }) => {
    client.add('bot', { type: 'unsupported', originalType: 'hologram' });
    client.add('bot', { type: 'erased' });
  },
};
