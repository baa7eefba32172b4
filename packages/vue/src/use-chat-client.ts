import { type ChatClient, type ChatClientOptions, ChatError, createChatClient } from '@connective-chat/core';
import { type ClientHold, isChatClient, type SharedClient, shareClient } from '@connective-chat/core/ui';
import {
  getCurrentInstance,
  hasInjectionContext,
  type InjectionKey,
  inject,
  type MaybeRefOrGetter,
  onActivated,
  onDeactivated,
  onMounted,
  onScopeDispose,
  type ShallowRef,
  shallowRef,
  toRaw,
  toValue,
  watch,
} from 'vue';

/** The source of a chat: options to create a client, or a client; also as a ref or a getter. */
export type ChatSource = MaybeRefOrGetter<ChatClientOptions | ChatClient>;

/** The client. It is replaced when the options identify another chat. */
export type ClientRef = Readonly<ShallowRef<ChatClient>>;

export const CHAT_KEY: InjectionKey<ClientRef> = Symbol('connective-chat');

type ParamsInput = NonNullable<ChatClientOptions['paramsFromSite']>;

/** A copy without proxies. Copying also reads every value, which makes Vue track changes inside the object. */
const copyParams = (params: ParamsInput): ParamsInput =>
  Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      typeof value === 'object' && value !== null ? copyParams(value) : value,
    ]),
  );

/** Reads the current source. Options are copied, because a reactive object changes in place. */
function readSource(source: ChatSource): ChatClientOptions | ChatClient {
  const value = toValue(source);
  if (isChatClient(value)) return toRaw(value);
  const options = { ...value };
  return options.paramsFromSite ? { ...options, paramsFromSite: copyParams(options.paramsFromSite) } : options;
}

/** A source that was read: a client, and if it was created from options, these options and the shared client. */
interface Current {
  readonly client: ChatClient;
  readonly from: { readonly shared: SharedClient; readonly options: ChatClientOptions } | null;
}

/** Holds the current client while the component is mounted, and passes changed options to it. */
function hold(current: Readonly<ShallowRef<Current>>): void {
  let isActive = false;
  let held: ChatClient | undefined;
  let update: ClientHold['update'] | undefined;
  let release: (() => void) | undefined;

  const follow = () => {
    const next = isActive ? current.value : undefined;
    if (next && held === next.client) {
      if (next.from) update?.(next.from.options);
      return;
    }
    const previous = release;
    release = undefined;
    update = undefined;
    held = next?.client;
    if (next?.from) ({ update, release } = next.from.shared.hold(next.from.options));
    else release = next?.client.start();
    previous?.();
  };
  const activate = () => {
    isActive = true;
    follow();
  };
  const deactivate = () => {
    isActive = false;
    follow();
  };

  watch(current, follow, { flush: 'sync' });
  onScopeDispose(deactivate);
  if (getCurrentInstance()) {
    // When mounted and not during setup, because server-side rendering must not connect.
    onMounted(activate);
    onActivated(activate);
    // A component deactivated by <KeepAlive> releases the client; it keeps its state and catches up when activated
    // again.
    onDeactivated(deactivate);
  } else if (typeof window !== 'undefined') activate();
}

/** The client of the nearest `provideConnectiveChat()`, or of the plugin. */
export function injectClient(): ClientRef {
  const client = hasInjectionContext() ? inject(CHAT_KEY, null) : null;
  if (client) return client;
  throw new ChatError('MISUSE', 'There is no chat here: pass options or a client, or call provideConnectiveChat().');
}

/**
 * The client of a source. It is leased while the component is mounted. Without a source, the provided client, whose
 * lease is held by its provider.
 *
 * Components whose options identify the same chat and the same user share one client, also across a remount. The types
 * `RestartingOption`, `LiveOption` and `InitialOption` list which options create another client when they change, which
 * a running client adopts, and which are read once.
 *
 * @throws ChatError `MISUSE` without a source and without a provided client
 * @example const chat = useChatClient(); // below a provider
 */
export function useChatClient(source?: ChatSource): ClientRef {
  if (source === undefined) return injectClient();

  const resolve = (value: ChatClientOptions | ChatClient, previous?: Current): Current => {
    if (isChatClient(value)) return { client: value, from: null };
    const known = previous?.from?.shared;
    const shared = known && !known.isAnother(value) ? known : shareClient(createChatClient, value);
    return { client: shared.client, from: { shared, options: value } };
  };

  const current = shallowRef(resolve(readSource(source)));
  watch(
    () => readSource(source),
    (next) => {
      current.value = resolve(next, current.value);
    },
    { flush: 'sync' },
  );
  const client = shallowRef(current.value.client);
  watch(
    current,
    (next) => {
      client.value = next.client;
    },
    { flush: 'sync' },
  );
  hold(current);
  return client;
}
