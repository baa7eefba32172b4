import type { ChatClient, ChatClientOptions } from '../client/chat-client.types.ts';
import { DEFAULT_TIMEOUTS } from '../machine/timeouts.ts';
import { systemClock } from '../platform/system-clock.ts';
import { SharedClient } from './shared-client.ts';

/** Every client that a further component may join. A render that a framework throws away leaves only a weak reference. */
const known = new Set<WeakRef<SharedClient>>();
/** Clients that are in use, or were until a moment ago. */
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
 * Finds or makes the client for options that a component computes anew with each render. Components whose options
 * name the same chat and the same person share one client, also across a remount: a client that nobody holds any
 * more can be joined for as long as it keeps its connection (`timeouts.leaseGrace`, 3 s). On a server nothing is
 * shared, because two requests may belong to two people. It is for the authors of bindings; React and Vue use it.
 *
 * @param create `createChatClient`
 * @example
 * const shared = shareClient(createChatClient, options);
 * const hold = shared.hold(options); // when the component is mounted
 * hold.update(nextOptions); // when it rendered again
 * hold.release(); // when it is unmounted
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
