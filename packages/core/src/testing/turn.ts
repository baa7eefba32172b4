import type { Clock } from '../platform/platform.types.ts';
import type { Body, Operator, VisitorBody, WireMessage } from '../protocol/entities.ts';
import type { MemoryConversation } from './memory-conversation.ts';

/** A turn of the scripted bot: a visitor's message and the possible reactions. */
export interface Turn {
  /** The visitor's message in the log. */
  readonly message: WireMessage;
  /** What it says. */
  readonly body: VisitorBody;
  /** The site's parameters as they were at the moment of intent. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Says something. */
  reply(content: string | Body): WireMessage;
  /** Shows "agent thinking", which blocks the input until `reply`, `stop` or its deadline. */
  think(text: string, options?: { readonly stage?: string | undefined; readonly ttlMs?: number | undefined }): void;
  /** Ends the thinking without an answer. */
  stop(): void;
  /** Writes a piece of an answer; `reply` with the same id ends it. */
  draft(id: string, rev: number, piece: { readonly append: string } | { readonly text: string }): void;
  /** Waits, by the clock. */
  wait(ms: number): Promise<void>;
  /** Hands the visitor to an operator. */
  handoff(operator?: Operator): void;
}

/** What the bot does about each message of the visitor. */
export type Script = (turn: Turn) => void | Promise<void>;

/** What a turn does to its server. */
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
