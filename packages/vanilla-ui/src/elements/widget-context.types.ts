import type { BlockedReason, BotInfo, ChatClient, Readable } from '@connective-chat/core';
import type { Composer } from '@connective-chat/core/ui';
import type { WidgetTexts } from '../lang/load-widget-texts.ts';

/** What the site says of itself in the header; what it leaves out the bot's settings say. */
export interface Heading {
  readonly title?: string;
  readonly subtitle?: string;
  readonly avatar?: string;
}

/** What every part of the panel shares. */
export interface WidgetContext {
  readonly client: ChatClient;
  readonly texts: WidgetTexts;
  /** `texts.t`, which every part uses. */
  readonly t: WidgetTexts['t'];
  /** Changes when the texts do. */
  readonly textsChanged: Readable<unknown>;
  readonly heading: Readable<Heading>;
  /** The bot as the server has told, or as it was at the last visit. */
  readonly bot: Readable<BotInfo>;
  /** What stands in the input. */
  readonly composer: Composer;
  /** The shadow root's container, for what stands above the panel. */
  readonly container: HTMLElement;
  now(): number;
  /** Puts style sheets into the shadow root, each once. */
  adopt(...styles: readonly string[]): void;
  /** Tells a screen reader; `assertive` for what cannot wait. */
  announce(text: string, urgency?: 'polite' | 'assertive'): void;
  /** Puts the focus into the composer. */
  focusInput(): void;
  /** Shows at the composer why something could not be done. */
  explain(reason: BlockedReason): void;
}
