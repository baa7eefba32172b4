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

/** A chat for a component: each field of the state as a ref, and the methods of the client. */
export type ConnectiveChat = {
  readonly [Key in keyof ChatState]: Readonly<ShallowRef<ChatState[Key]>>;
} & ChatActions & {
    /** The client itself, for composables that take one. */
    readonly client: ClientRef;
  };

type Key = keyof ChatState;

/** The methods of the current client, as functions that stay the same when the client is replaced. */
function forward(client: ClientRef): ChatActions {
  const names = Object.keys(actionsOf(client.value)) as (keyof ChatActions)[];
  const call = (name: keyof ChatActions) => {
    return (...args: unknown[]) => (actionsOf(client.value)[name] as (...args: unknown[]) => unknown)(...args);
  };
  return Object.fromEntries(names.map((name) => [name, call(name)])) as unknown as ChatActions;
}

/**
 * A chat for a component. Every field is a ref of its own, created when it is first read: a template that shows only
 * `thinking` does not render when a message arrives.
 *
 * @param source options to create a client, or a client, also as a ref or a getter; none below
 * `provideConnectiveChat()`
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
  // Until the component is mounted the state of the server's render is shown, afterwards the live state.
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
