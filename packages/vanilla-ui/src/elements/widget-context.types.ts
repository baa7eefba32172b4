import type { BlockedReason, BotInfo, ChatClient, Readable } from '@connective-chat/core';
import type { Composer } from '@connective-chat/core/ui';
import type { WidgetTexts } from '../lang/load-widget-texts.ts';

/** The site's options for the header; missing ones are taken from the bot's settings. */
export interface Heading {
  readonly title?: string | undefined;
  readonly subtitle?: string | undefined;
  readonly avatar?: string | undefined;
}

/** What all parts of the panel share. */
export interface WidgetContext {
  readonly client: ChatClient;
  readonly texts: WidgetTexts;
  /** The same as `texts.t`, for short. */
  readonly t: WidgetTexts['t'];
  /** Changes when the texts change. */
  readonly textsChanged: Readable<unknown>;
  readonly heading: Readable<Heading>;
  /** The bot as the server has sent it, or of the last visit. */
  readonly bot: Readable<BotInfo>;
  /** The model of the input. */
  readonly composer: Composer;
  /** The container in the shadow root, for elements above the panel. */
  readonly container: HTMLElement;
  now(): number;
  /** Adds style sheets to the shadow root, each once. */
  adopt(...styles: readonly string[]): void;
  /** Announces a text to screen readers; `assertive` interrupts them. */
  announce(text: string, urgency?: 'polite' | 'assertive'): void;
  /** Moves the focus to the composer. */
  focusInput(): void;
  /** Shows at the composer why an action was refused. */
  explain(reason: BlockedReason): void;
}
