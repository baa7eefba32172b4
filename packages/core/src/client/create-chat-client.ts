import { resolvePlatform } from '../platform/resolve-platform.ts';
import { buildChatClient } from './build-chat-client.ts';
import type { ChatClient } from './chat-client.types.ts';
import type { ChatClientOptions } from './chat-client-options.types.ts';
import { checkOptions } from './check-options.ts';

/**
 * Creates a chat client. Nothing happens until `start()`: no socket, no timer, no storage access.
 *
 * @throws ChatError `MISUSE` if `url` or `botId` is missing or invalid
 * @example
 * const chat = createChatClient({ url: 'https://chat.example.com', botId: 1 });
 * const release = chat.start();
 * chat.messages.subscribe((messages) => render(messages));
 * const sent = chat.send('Where is my order?');
 * if (!sent.ok) console.log(`Not now: ${sent.reason}`);
 */
export function createChatClient(options: ChatClientOptions): ChatClient {
  // `buildChatClient()` checks the rest again, and cannot check the given platform, because it gets the whole one.
  checkOptions(options);
  const { recorder, platform, ...rest } = options;
  // Without `recorder`: the recorder creates a client from these options, which would record again endlessly.
  if (recorder) return recorder({ ...rest, platform }, createChatClient);
  return buildChatClient(rest, resolvePlatform(platform));
}
