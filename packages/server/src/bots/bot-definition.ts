import type { Article, BotSettingsInput } from '@connective-chat/contracts/bot';

/** A bot that is defined in code. */
export interface BotDefinition {
  readonly id: string;
  readonly settings: BotSettingsInput;
  /** The JSON of the scenario; validated when it is loaded. */
  readonly scenario: unknown;
  readonly articles?: readonly Article[];
}
