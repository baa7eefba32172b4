import type { ChatClient } from '../client/chat-client.types.ts';
import type { ChatClientOptions } from '../client/chat-client-options.types.ts';
import { DEFAULT_TIMEOUTS } from '../machine/timeouts.ts';
import { systemClock } from '../platform/system-clock.ts';
import { SharedClient } from './shared-client.ts';

/**
 * All clients that another component may share. After a render that a framework discards, only a weak reference is
 * left.
 */
const known = new Set<WeakRef<SharedClient>>();
/** Clients in use, and those that were released within the grace period. */
const kept = new Set<SharedClient>();

function find(options: ChatClientOptions): SharedClient | undefined {
  for (const reference of known) {
    const shared = reference.deref();
    if (!shared) known.delete(reference);
    else if (shared.serves(options)) return shared;
  }
  return undefined;
}

/**
 * Finds or creates the client for options that a component computes anew with each render. Components whose options
 * identify the same chat and the same user share one client, also across a remount: a released client can be shared
 * again for as long as it keeps its connection (`timeouts.leaseGrace`, 3 s). On a server nothing is shared, because two
 * requests may belong to two users. For authors of bindings; those of React and Vue use it.
 *
 * @param create `createChatClient`
 * @example
 * const shared = shareClient(createChatClient, options);
 * const hold = shared.hold(options); // after the component has mounted
 * hold.update(nextOptions); // after each further render
 * hold.release(); // when the component unmounts
 */
export function shareClient(
  create: (options: ChatClientOptions) => ChatClient,
  options: ChatClientOptions,
): SharedClient {
  if (typeof window === 'undefined') return new SharedClient(create, options);
  const found = find(options);
  if (found) return found;

  const clock = options.platform?.clock ?? systemClock;
  const graceMs = options.timeouts?.leaseGrace ?? DEFAULT_TIMEOUTS.leaseGrace;
  let timer: unknown;
  const shared: SharedClient = new SharedClient(create, options, {
    used() {
      clock.clearTimeout(timer);
      known.add(reference);
      kept.add(shared);
    },
    unused() {
      timer = clock.setTimeout(() => {
        known.delete(reference);
        kept.delete(shared);
      }, graceMs);
    },
  });
  const reference = new WeakRef(shared);
  known.add(reference);
  return shared;
}
