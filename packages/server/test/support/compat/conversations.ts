import type { ChatClient, ChatClientOptions, Message } from '@connective-chat/core';
import { PIXEL } from './compat-world.ts';

/** What a conversation needs to be played. */
export interface Player {
  readonly chat: ChatClient;
  /** Calls a method of the client, and records the call. */
  call(method: string, ...args: unknown[]): unknown;
  /** Makes something happen outside of the client, and records it. */
  world(step: string, ...args: unknown[]): Promise<void>;
  /** Waits until a condition is true. */
  until(what: string, check: () => boolean): Promise<void>;
}

/** A representative conversation between the client and the server of a release. */
export interface Conversation {
  readonly version: NonNullable<ChatClientOptions['version']>;
  /** What happens before the client connects. */
  readonly before?: readonly [step: string, ...args: unknown[]];
  play(player: Player): Promise<void>;
}

const textOf = ({ body }: Message) => (body.type === 'text' || body.type === 'notice' ? body.text : '');

const hears = ({ chat, until }: Player, text: string) =>
  until(text, () => chat.messages.get().some((message) => message.from.kind !== 'visitor' && textOf(message) === text));

/** Whether no message of the visitor is pending. */
const isDelivered = ({ chat, until }: Player) =>
  until('delivery', () =>
    chat.messages.get().every(({ delivery, streaming }) => delivery === 'confirmed' && !streaming),
  );

async function press({ chat, call }: Player, label: string): Promise<void> {
  for (const { id, body } of chat.messages.get()) {
    const button = body.type === 'text' && body.buttons?.flat().find((one) => one.label === label);
    if (button) return void call('press', id, button);
  }
  throw new Error(`no button ${label}`);
}

export const conversations: Readonly<Record<string, Conversation>> = {
  'v2-bot': {
    version: 'v2',
    async play(player) {
      const { call } = player;
      await hears(player, 'Hello Ada');
      await press(player, 'One');
      await hears(player, 'You chose one');
      call('setTyping', true);
      call('send', 'Is anybody there?');
      await hears(player, 'Echo: Is anybody there?');
      call('setParams', { plan: 'pro' });
      call('goTo', 'offer');
      await hears(player, 'An offer for Ada');
      call('send', 'ask about lamps');
      await hears(player, 'There are three lamps (Ada)');
      call('markRead');
      await isDelivered(player);
    },
  },
  'v2-files': {
    version: 'v2',
    async play(player) {
      await hears(player, 'Hello Ada');
      player.call('upload', { name: 'pixel.png', type: 'image/png', size: PIXEL.length });
      await player.until('the picture', () => player.chat.messages.get().some(({ body }) => body.type === 'image'));
      await isDelivered(player);
    },
  },
  'v2-history': {
    version: 'v2',
    before: ['earlier', 30],
    async play(player) {
      const { chat, call, until } = player;
      await until('the newest page', () => chat.messages.get().length === 50);
      call('loadOlder');
      await until('the page before', () => chat.messages.get().length > 50);
      call('send', 'I am back');
      await hears(player, 'Echo: I am back');
      await isDelivered(player);
    },
  },
  'v2-operator': {
    version: 'v2',
    async play(player) {
      const { chat, call, world, until } = player;
      await hears(player, 'Hello Ada');
      call('requestOperator');
      await until('the queue', () => chat.dialog.get().status === 'queued');
      await world('take');
      await until('the operator', () => chat.dialog.get().status === 'operator');
      await world('say', 'How can I help?');
      await hears(player, 'How can I help?');
      call('send', 'By a lamp, please');
      call('markRead');
      await isDelivered(player);
      await world('close');
      await until('the end', () => chat.dialog.get().status === 'closed');
    },
  },
  'legacy-bot': {
    version: 'legacy',
    async play(player) {
      const { call } = player;
      await hears(player, 'Hello Ada');
      call('send', 'Is anybody there?');
      await hears(player, 'Echo: Is anybody there?');
      await press(player, 'One');
      await hears(player, 'You chose one');
      call('send', 'ask about lamps');
      await hears(player, 'There are three lamps (Ada)');
      await isDelivered(player);
    },
  },
};
