import { type App, effectScope, type Plugin, provide } from 'vue';
import { CHAT_KEY, type ChatSource, type ClientRef, useChatClient } from './use-chat-client.ts';

/**
 * Provides a chat to the components below this one, and holds its lease.
 *
 * @example
 * provideConnectiveChat({ url: 'https://chat.example.com', botId: 1 });
 */
export function provideConnectiveChat(source: ChatSource): ClientRef {
  const client = useChatClient(source);
  provide(CHAT_KEY, client);
  return client;
}

/**
 * Provides one chat to a whole application while it is mounted.
 *
 * @example
 * createApp(App).use(connectiveChat({ url: 'https://chat.example.com', botId: 1 })).mount('#app');
 */
export function connectiveChat(source: ChatSource): Plugin {
  return {
    install(app: App) {
      const scope = effectScope(true);
      const client = scope.run(() => useChatClient(source));
      if (client) app.provide(CHAT_KEY, client);
      app.onUnmount(() => scope.stop());
    },
  };
}
