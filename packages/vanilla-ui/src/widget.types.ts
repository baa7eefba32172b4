import type { ChatClient, ChatError, Message, Operator, ParamInput } from '@connective-chat/core';
import type { ColorScheme } from './appearance/color-scheme.types.ts';

/** The events of a widget, for its element and for `on()`. */
export interface WidgetEvents {
  /** The client is connected and its history is loaded. Fired once. */
  ready: { readonly client: ChatClient };
  open: undefined;
  close: undefined;
  /** A message arrived. */
  message: Message;
  /** The number of unread messages. */
  unread: number;
  /** An operator joined, or left (`null`). */
  operator: Operator | null;
  error: ChatError;
}

/** The methods for a site. */
export interface WidgetControls {
  /** Opens the panel. With `focus: false` the focus does not move. */
  open(options?: { readonly focus?: boolean | undefined }): void;
  close(): void;
  /** Changes parameters of the scenario: they are merged, and `null` deletes one. */
  setParams(params: { readonly [key: string]: ParamInput }): void;
  /** Changes colours: a partial scheme changes only its own colours. */
  setColors(colors: ColorScheme): void;
  setHeading(heading: { readonly title?: string | undefined; readonly subtitle?: string | undefined }): void;
  /** Jumps to an entry point of the scenario. */
  goTo(alias: string): void;
  /** Stops the answer that the agent is working on. Does nothing if there is none. */
  stop(): void;
  on<E extends keyof WidgetEvents>(event: E, handler: (detail: WidgetEvents[E]) => void): () => void;
}

/** A widget on a page. */
export interface Widget extends WidgetControls {
  readonly element: HTMLElement;
  /** The client, for everything that the widget itself does not offer. */
  readonly client: ChatClient;
  /** Removes the widget from the page and closes its connection. Calling it again does nothing. */
  destroy(): void;
}
