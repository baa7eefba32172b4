import type { Clock } from '../platform/platform.types.ts';
import type { Body, Operator, VisitorBody, WireMessage } from '../protocol/entities.ts';
import type { MemoryConversation } from './memory-conversation.ts';

/** A turn of the scripted bot: a visitor's message and the possible reactions. */
export interface Turn {
  /** The visitor's message in the log. */
  readonly message: WireMessage;
  /** The body of the message. */
  readonly body: VisitorBody;
  /** The site's parameters at the time of the message. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Sends a message of the bot. */
  reply(content: string | Body): WireMessage;
  /** Shows "agent thinking", which blocks the input until `reply`, `stop` or the deadline. */
  think(text: string, options?: { readonly stage?: string | undefined; readonly ttlMs?: number | undefined }): void;
  /** Ends thinking without an answer. */
  stop(): void;
  /** Streams a piece of an answer; `reply` with the same id completes it. */
  draft(id: string, rev: number, piece: { readonly append: string } | { readonly text: string }): void;
  /** Waits by the virtual clock. */
  wait(ms: number): Promise<void>;
  /** Hands the visitor over to an operator. */
  handoff(operator?: Operator): void;
}

/** The bot: called for each message of the visitor. */
export type Script = (turn: Turn) => void | Promise<void>;

/** What a turn needs from the server. */
export interface TurnHost {
  readonly clock: Clock;
  push(conversation: MemoryConversation, event: string, payload: unknown): void;
  say(conversation: MemoryConversation, content: string | Body, turn: number): WireMessage;
  handoff(conversation: MemoryConversation, operator?: Operator): void;
}

/** The turn started by a visitor's message. */
export function createTurn(
  host: TurnHost,
  conversation: MemoryConversation,
  message: WireMessage,
  body: VisitorBody,
  params: Record<string, unknown>,
): Turn {
  const think = (on: boolean, extra: object = {}): void => {
    conversation.rev += 1;
    const thinking = { rev: conversation.rev, turn: message.seq, on, ...extra };
    conversation.thinking = on ? thinking : null;
    host.push(conversation, 'thinking', thinking);
    if (!on) return;
    const { ttlMs = 60_000 } = extra as { ttlMs?: number };
    host.clock.setTimeout(() => {
      if (conversation.thinking === thinking) conversation.thinking = null;
    }, ttlMs);
  };
  return {
    message,
    body,
    params,
    reply: (content) => host.say(conversation, content, message.seq),
    think: (text, options = {}) => {
      if (conversation.dialog.status !== 'operator') think(true, { text, ...options });
    },
    stop: () => think(false),
    draft: (id, rev, piece) => host.push(conversation, 'draft', { id, turn: message.seq, rev, ...piece }),
    wait: (ms) => new Promise((resolve) => void host.clock.setTimeout(resolve, ms)),
    handoff: (operator) => host.handoff(conversation, operator),
  };
}
