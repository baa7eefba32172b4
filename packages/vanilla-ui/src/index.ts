export type { PluralText, TextDictionary } from '@connective-chat/core/ui';
export type { ColorScheme } from './appearance/color-scheme.types.ts';
export type { ConnectiveChatAttributes } from './connective-chat-attributes.types.ts';
export { createWidget } from './create-widget.ts';
export { defineConnectiveChat } from './define-connective-chat.ts';
export { ConnectiveChatElement } from './elements/connective-chat-element.ts';
export type { Widget, WidgetControls, WidgetEvents } from './widget.types.ts';
export type {
  Channel,
  LauncherOptions,
  PreChatField,
  PreChatOptions,
  WidgetOptions,
  WidgetPosition,
} from './widget-options.types.ts';
