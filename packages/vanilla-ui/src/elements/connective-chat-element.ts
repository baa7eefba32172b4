import { type ChatClient, type ChatClientOptions, createChatClient } from '@connective-chat/core';
import { optionsFromAttributes } from './options-from-attributes.ts';
import { Shell } from './shell.ts';
import { type SelfMount, WidgetElement } from './widget-element.ts';

const SELF_MOUNT: SelfMount = { Shell, optionsFromAttributes };

/**
 * `<connective-chat>`: the widget as a custom element.
 *
 * @example
 * <connective-chat server="https://socket.example.com" bot-id="1"></connective-chat>
 */
export class ConnectiveChatElement extends WidgetElement {
  protected selfMount(): SelfMount {
    return SELF_MOUNT;
  }

  protected createClient(options: ChatClientOptions): ChatClient {
    return createChatClient(options);
  }
}
