import type { ChatClient } from '../client/chat-client.types.ts';

/** The methods of a client that bindings expose: one list, so that all bindings have the same. */
const ACTION_NAMES = [
  'send',
  'press',
  'goTo',
  'rate',
  'stop',
  'feedback',
  'chooseOverdue',
  'requestOperator',
  'leaveQueue',
  'close',
  'retry',
  'discard',
  'upload',
  'retryUpload',
  'cancelUpload',
  'loadOlder',
  'olderMessages',
  'jumpToUnread',
  'setParams',
  'getParams',
  'setOpen',
  'setTyping',
  'markRead',
  'identify',
  'reconnect',
  'can',
  'exportRecording',
  'on',
] as const satisfies readonly (keyof ChatClient)[];

/** The actions that a binding exposes. */
export type ChatActions = Pick<ChatClient, (typeof ACTION_NAMES)[number]>;

const actionsByClient = new WeakMap<ChatClient, ChatActions>();

/**
 * The methods of a client as functions, which can be destructured and passed around. For one client they are always the
 * same functions, so they are safe in the dependencies of an effect.
 *
 * @example
 * const { send, retry } = actionsOf(chat);
 */
export function actionsOf(client: ChatClient): ChatActions {
  const known = actionsByClient.get(client);
  if (known) return known;
  const actions = Object.fromEntries(ACTION_NAMES.map((name) => [name, (client[name] as () => void).bind(client)]));
  actionsByClient.set(client, actions as unknown as ChatActions);
  return actions as unknown as ChatActions;
}
