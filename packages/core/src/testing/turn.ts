import type { Clock } from '../platform/platform.types.ts';
import type { Body, VisitorBody } from '../protocol/body.ts';
import type { Operator, WireMessage } from '../protocol/entities.ts';
import type { WireOverdue } from '../protocol/overdue.ts';
import { createMemoryTurn, type MemoryConversation } from './memory-conversation.ts';
import { type ScriptedStep, stepsOf } from './steps-of.ts';

/** The options of "agent thinking". */
export interface ThinkOptions {
  readonly stage?: string | undefined;
  /** In ms. Default 60 000. */
  readonly ttlMs?: number | undefined;
  /** The steps so far in the turn, including the running one at the end. Default: none. */
  readonly steps?: readonly ScriptedStep[] | undefined;
  /** What is told and offered after the deadline. Default: nothing. */
  readonly overdue?: WireOverdue | undefined;
}

/** A turn of the scripted bot: a visitor's message and the possible reactions. */
export interface Turn {
  /** The visitor's message in the log. */
  readonly message: WireMessage;
  /** The body of the message. */
  readonly body: VisitorBody;
  /** The site's parameters at the time of the message. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Aborted when the visitor stops the turn; further calls of the turn are ignored. */
  readonly signal: AbortSignal;
  /** Sends a message of the bot. */
  reply(content: string | Body): WireMessage;
  /** Shows "agent thinking", which blocks the input until `reply`, `stop` or the deadline. */
  think(text: string, options?: ThinkOptions): void;
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

/** Shows "agent thinking" until its deadline. */
export function showThinking(
  { clock, push }: Pick<TurnHost, 'clock' | 'push'>,
  conversation: MemoryConversation,
  turn: number,
  text: string,
  { steps, ...options }: ThinkOptions = {},
): void {
  conversation.rev += 1;
  const shown = steps ? { steps: stepsOf(steps, clock.now()) } : {};
  const thinking = { rev: conversation.rev, turn, on: true, text, ...options, ...shown };
  conversation.thinking = thinking;
  push(conversation, 'thinking', thinking);
  clock.setTimeout(() => {
    if (conversation.thinking !== thinking) return;
    conversation.thinking = options.overdue ? { ...thinking, ttlMs: 0 } : null;
  }, options.ttlMs ?? 60_000);
}

/** The turn started by a visitor's message. */
export function createTurn(
  host: TurnHost,
  conversation: MemoryConversation,
  message: WireMessage,
  body: VisitorBody,
  params: Record<string, unknown>,
): Turn {
  const state = createMemoryTurn();
  conversation.turns.set(message.seq, state);
  const isStopped = () => state.state === 'stopped';
  return {
    message,
    body,
    params,
    signal: state.abort.signal,
    reply: (content) => {
      if (isStopped()) return message;
      state.state = 'ended';
      return host.say(conversation, content, message.seq);
    },
    think: (text, options = {}) => {
      if (isStopped() || conversation.dialog.status === 'operator') return;
      showThinking(host, conversation, message.seq, text, options);
    },
    stop: () => {
      if (isStopped()) return;
      state.state = 'ended';
      conversation.rev += 1;
      conversation.thinking = null;
      host.push(conversation, 'thinking', { rev: conversation.rev, turn: message.seq, on: false });
    },
    draft: (id, rev, piece) => {
      if (isStopped()) return;
      const before = state.draft?.id === id ? state.draft.text : '';
      state.draft = { id, text: 'text' in piece ? piece.text : before + piece.append };
      host.push(conversation, 'draft', { id, turn: message.seq, rev, ...piece });
    },
    wait: (ms) => new Promise((resolve) => void host.clock.setTimeout(resolve, ms)),
    handoff: (operator) => host.handoff(conversation, operator),
  };
}
