import type { ChatClient, ChatClientOptions } from '@connective-chat/core';
import {
  actionsOf,
  type ChatState,
  type ClientHold,
  createComposer,
  isChatClient,
  readState,
  type SharedClient,
  shareClient,
} from '@connective-chat/core/ui';
import type { Adapter } from './conformance.ts';

/**
 * The minimal adapter without a framework: a subscription and a comparison. `createChatClient` is a parameter because
 * the test files of a worker share modules: mocking it in one file would change it for the next one.
 */
export const createPlainAdapter = (createChatClient: (options: ChatClientOptions) => ChatClient): Adapter => ({
  name: 'a plain subscription',
  async mount(first, fields) {
    let shared: SharedClient | null = null;
    let hold: ClientHold | null = null;
    let client: ChatClient;
    let seen: Partial<ChatState> = {};
    let renders = 0;
    let end = () => {};

    const render = () => {
      const next = Object.fromEntries(fields.map((field) => [field, readState(client, field)]));
      if (renders > 0 && fields.every((field) => Object.is(next[field], seen[field]))) return;
      seen = next;
      renders += 1;
    };
    const begin = (source: ChatClient | ChatClientOptions) => {
      shared = isChatClient(source) ? null : shareClient(createChatClient, source);
      hold = isChatClient(source) ? null : (shared?.hold(source) ?? null);
      client = isChatClient(source) ? source : (shared as SharedClient).client;
      const stops = [hold?.release ?? client.start(), client.subscribe(render)];
      end = () => {
        for (const stop of stops) stop();
      };
      render();
    };
    begin(first);
    return {
      seen: () => seen,
      renders: () => renders,
      actions: () => actionsOf(client),
      async update(source) {
        if (!isChatClient(source) && shared && !shared.isAnother(source)) {
          hold?.update(source);
          return;
        }
        end();
        begin(source);
      },
      async unmount() {
        end();
      },
    };
  },
  async mountRows(client) {
    const texts = new Map<string, string>();
    let renders = 0;
    const stops = client.messageIds.get().map((id) => {
      const row = client.message(id);
      const render = () => {
        const body = row.get()?.body;
        texts.set(id, body?.type === 'text' ? body.text : '');
        renders += 1;
      };
      render();
      return row.subscribe(render);
    });
    return {
      text: (id) => texts.get(id) ?? '',
      renders: () => renders,
      async unmount() {
        for (const stop of stops) stop();
      },
    };
  },
  async mountComposer(client) {
    const composer = createComposer(client);
    let seen = composer.get();
    let renders = 1;
    const stop = composer.subscribe((state) => {
      seen = state;
      renders += 1;
    });
    return { seen: () => seen, renders: () => renders, actions: () => composer, unmount: async () => stop() };
  },
  async settle(change) {
    await change();
  },
});
