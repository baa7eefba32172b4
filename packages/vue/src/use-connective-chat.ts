import {
  actionsOf,
  CHAT_STATE_KEYS,
  type ChatActions,
  type ChatState,
  firstStateOf,
  readState,
} from '@connective-chat/core/ui';
import { getCurrentInstance, onMounted, type ShallowRef, shallowRef, watch } from 'vue';
import { type ChatSource, type ClientRef, useChatClient } from './use-chat-client.ts';

/** A chat as a component sees it: each field of the state as a ref, and everything that can be done. */
export type ConnectiveChat = {
  readonly [Key in keyof ChatState]: Readonly<ShallowRef<ChatState[Key]>>;
} & ChatActions & {
    /** The client itself, for the composables that take one. */
    readonly client: ClientRef;
  };

type Key = keyof ChatState;

/** The calls of the client of the moment, as functions that stay the same when it is replaced. */
function forward(client: ClientRef): ChatActions {
  const names = Object.keys(actionsOf(client.value)) as (keyof ChatActions)[];
  const call = (name: keyof ChatActions) => {
    return (...args: unknown[]) => (actionsOf(client.value)[name] as (...args: unknown[]) => unknown)(...args);
  };
  return Object.fromEntries(names.map((name) => [name, call(name)])) as unknown as ChatActions;
}

/**
 * A chat for a component. Every field is a ref of its own, made when it is asked for: a template
 * that shows `thinking` does not render when a message arrives.
 *
 * @param source options to make a client, or a client, also as a ref or a getter; nothing where
 *   `provideConnectiveChat()` was called above
 *
 * @example
 * const { messages, thinking, sendState, send } = useConnectiveChat({
 *   url: 'https://chat.example.com',
 *   botId: 1,
 *   paramsFromSite: { customer_name: 'Olena' },
 * });
 */
export function useConnectiveChat(source?: ChatSource): ConnectiveChat {
  const client = useChatClient(source);
  const refs = new Map<Key, ShallowRef<unknown>>();
  // What a server has rendered is shown until the component is mounted, and is the live state after.
  let isLive = !getCurrentInstance();
  const read = (key: Key) => (isLive ? readState(client.value, key) : firstStateOf(client.value)[key]);
  const refresh = () => {
    for (const [key, ref] of refs) ref.value = read(key);
  };

  watch(
    client,
    (next, _, onCleanup) => {
      refresh();
      onCleanup(
        next.subscribe(() => {
          if (isLive) refresh();
        }),
      );
    },
    { immediate: true, flush: 'sync' },
  );
  if (!isLive) {
    onMounted(() => {
      isLive = true;
      refresh();
    });
  }

  const chat = { client, ...forward(client) };
  for (const key of CHAT_STATE_KEYS) {
    Object.defineProperty(chat, key, {
      enumerable: true,
      get() {
        const ref = refs.get(key) ?? shallowRef(read(key));
        refs.set(key, ref);
        return ref;
      },
    });
  }
  return chat as ConnectiveChat;
}
