import type { ChatClient, ChatError, Message, Operator, ParamInput } from '@connective-chat/core';
import type { ColorScheme } from './appearance/color-scheme.types.ts';

/** What a widget tells its site, as events of the element and to `on()`. */
export interface WidgetEvents {
  /** The conversation is there: connected, and its history loaded. Once. */
  ready: { readonly client: ChatClient };
  open: undefined;
  close: undefined;
  /** A message came in. */
  message: Message;
  /** How many messages the visitor has not read. */
  unread: number;
  /** An operator joined, or left (`null`). */
  operator: Operator | null;
  error: ChatError;
}

/** What a site can do with a widget. */
export interface WidgetControls {
  /** Opens the panel. `focus: false` leaves the focus where it is. */
  open(options?: { readonly focus?: boolean }): void;
  close(): void;
  /** Changes parameters of the scenario: they are merged, and `null` deletes one. */
  setParams(params: { readonly [key: string]: ParamInput }): void;
  /** Changes colours; a part of a scheme changes that part. */
  setColors(colors: ColorScheme): void;
  setHeading(heading: { readonly title?: string; readonly subtitle?: string }): void;
  /** Goes to an entry point of the scenario. */
  goTo(alias: string): void;
  on<E extends keyof WidgetEvents>(event: E, handler: (detail: WidgetEvents[E]) => void): () => void;
}

/** A widget on a page. */
export interface Widget extends WidgetControls {
  readonly element: HTMLElement;
  /** The chat behind it, for what the widget itself does not offer. */
  readonly client: ChatClient;
  /** Takes the widget off the page and ends its connection. Calling it again does nothing. */
  destroy(): void;
}
