import type { ChatClient, ChatClientOptions } from './chat-client.types.ts';

export declare function createChatClient(options: ChatClientOptions): ChatClient;
