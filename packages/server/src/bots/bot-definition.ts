import type { Article, BotSettingsInput } from '@connective-chat/contracts/bot';

/** A bot as code gives it to `createServer`. */
export interface BotDefinition {
  readonly id: string;
  readonly settings: BotSettingsInput;
  /** The scenario's JSON; checked when loaded. */
  readonly scenario: unknown;
  readonly articles?: readonly Article[];
}
