import { optionsFromAttributes } from './options-from-attributes.ts';
import { Shell } from './shell.ts';
import { type Beginning, WidgetElement } from './widget-element.ts';

const BEGINNING: Beginning = { Shell, optionsFromAttributes };

/**
 * `<connective-chat>`: the widget as an element.
 *
 * @example
 * <connective-chat server="https://socket.example.com" bot-id="1"></connective-chat>
 */
export class ConnectiveChatElement extends WidgetElement {
  protected beginning(): Beginning {
    return BEGINNING;
  }
}
