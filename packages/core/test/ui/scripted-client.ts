import type { ChatClientOptions, Message } from '@connective-chat/core';
import { ScriptedClient } from '@connective-chat/core/testing';

let made = 0;

export function textMessage(id: string, text: string, kind: Message['from']['kind'] = 'bot'): Message {
  made += 1;
  const body = { type: 'text', text, format: 'plain' } as const;
  return { id, seq: made, from: { kind }, body, at: '2026-03-01T10:00:00.000Z', delivery: 'confirmed' };
}

/** A scripted client as `createChatClient` makes one: from options, and not connected yet. */
export class UnconnectedClient extends ScriptedClient {
  readonly options: ChatClientOptions;
  /** How often the last lease was released. */
  stops = 0;

  constructor(options: ChatClientOptions) {
    super();
    this.options = options;
    this.set({
      status: 'idle',
      connection: { status: 'idle', error: null, willRetryAt: null, attempt: 0 },
      history: { status: 'loading', hasOlder: false, isLoadingOlder: false, error: null },
      bot: { title: 'Shop' },
      limits: { textBytes: 64, frameBytes: 1024, uploadBytes: 0, uploadTypes: [], messagesPerMinute: 30, burst: 10 },
    });
  }

  append(...messages: Message[]): void {
    this.set({ messages: [...this.messages.get(), ...messages] });
  }

  override start(): () => void {
    const release = super.start();
    return () => {
      const held = this.leases;
      release();
      if (held === 1 && this.leases === 0) this.stops += 1;
    };
  }
}

export const createScriptedClient = (
  options: ChatClientOptions = { url: 'https://chat.test', botId: 1 },
): UnconnectedClient => new UnconnectedClient(options);
