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

/** Where a composable takes its chat from: options to make a client, or a client; also as a ref or a getter. */
export type ChatSource = MaybeRefOrGetter<ChatClientOptions | ChatClient>;

/** A client that another one may replace, when the options name another chat. */
export type ClientRef = Readonly<ShallowRef<ChatClient>>;

export const CHAT_KEY: InjectionKey<ClientRef> = Symbol('connective-chat');

type ParamsInput = NonNullable<ChatClientOptions['paramsFromSite']>;

/** A copy without proxies. Reading all of it is also what makes a change inside of it known. */
const copyParams = (params: ParamsInput): ParamsInput =>
  Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      typeof value === 'object' && value !== null ? copyParams(value) : value,
    ]),
  );

/** The source as it is now. Options are copied, for a reactive object changes in place. */
function readSource(source: ChatSource): ChatClientOptions | ChatClient {
  const value = toValue(source);
  if (isChatClient(value)) return toRaw(value);
  const options = { ...value };
  return options.paramsFromSite ? { ...options, paramsFromSite: copyParams(options.paramsFromSite) } : options;
}

/** A source that was read: a client, and where it was made from options, what shares it and these options. */
interface Current {
  readonly client: ChatClient;
  readonly from: { readonly shared: SharedClient; readonly options: ChatClientOptions } | null;
}

/** Holds the client of the moment while the component is on the page, and gives it changed options. */
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
    // Mounted, not set up: a page that is rendered on a server connects to nothing.
    onMounted(activate);
    onActivated(activate);
    // A component that <KeepAlive> has put away releases the client; its state stays, and it catches up later.
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
 * The client behind a source, held by a lease while the component is mounted; without a source the
 * provided one, whose lease is held where it was provided.
 *
 * Components whose options name the same chat and the same person share one client, also across a remount. Which
 * options make another client when they change, and which the running client follows, say the types
 * `RestartingOption`, `LiveOption` and `InitialOption`.
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
