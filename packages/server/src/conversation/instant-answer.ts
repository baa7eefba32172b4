import type { ConversationRow, TurnRow } from '../db/schema.ts';
import type { NewMessage } from './append-messages.ts';

/** A turn that is not stored yet. */
export type UnstoredTurn = Pick<TurnRow, 'input' | 'params' | 'locale'>;

/** What a turn needs to know of its conversation. */
export type TurnConversation = Pick<ConversationRow, 'bot_id' | 'position' | 'vars' | 'scenario_version' | 'banned'>;

/** The result of a turn in which no node waited, for the statement that stores the turn. */
export interface InstantAnswer {
  readonly messages: readonly NewMessage[];
  /** The values of the conversation after it, with JSON as text. */
  readonly change: {
    readonly scenario_version: number;
    readonly vars?: string;
    readonly position?: string | null;
  };
  /** The number of steps. */
  readonly steps: number;
  /** The version of the scenario that ran. */
  readonly version: number;
}

/** Runs a turn before it is stored. @returns null if it has to be stored first, because it waits for something or fails */
export type AnswerAtOnce = (turn: UnstoredTurn, conversation: TurnConversation) => Promise<InstantAnswer | null>;
