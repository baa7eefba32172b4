import { type ChatClient, type ChatClientOptions, ChatError, createChatClient } from '@connective-chat/core';
import { type BoundClient, bindOptions, isChatClient } from '@connective-chat/core/ui';
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

/** Holds a lease of the client of the moment, while the component is on the page. */
function lease(client: ClientRef): void {
  let isActive = false;
  let release: (() => void) | undefined;
  const hold = () => {
    const previous = release;
    release = isActive ? client.value.start() : undefined;
    previous?.();
  };
  const activate = () => {
    if (isActive) return;
    isActive = true;
    hold();
  };
  const deactivate = () => {
    isActive = false;
    hold();
  };

  watch(client, hold, { flush: 'sync' });
  onScopeDispose(deactivate);
  if (getCurrentInstance()) {
    // Mounted, not set up: a page that is rendered on a server connects to nothing.
    onMounted(activate);
    onActivated(activate);
    // What <KeepAlive> has put away gives its lease back; its state stays, and it catches up later.
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
 * Options make a client once. Which of them make another one when they change, and which the
 * running client follows, say the types `RestartingOption`, `LiveOption` and `InitialOption`.
 *
 * @example const client = useChatClient(); // below a provider
 */
export function useChatClient(source?: ChatSource): ClientRef {
  if (source === undefined) return injectClient();

  let bound: BoundClient | undefined;
  const follow = (next: ChatClientOptions | ChatClient): ChatClient => {
    if (isChatClient(next)) {
      bound = undefined;
      return next;
    }
    if (!bound || bound.isAnother(next)) bound = bindOptions(createChatClient, next);
    else bound.update(next);
    return bound.client;
  };

  const client = shallowRef(follow(readSource(source)));
  watch(
    () => readSource(source),
    (next) => {
      client.value = follow(next);
    },
    { flush: 'sync' },
  );
  lease(client);
  return client;
}
