import type { InspectHook } from '../client/chat-client-options.types.ts';
import { callSafely } from '../lib/report-error.ts';

/** Loads an inspector and returns its hook, for example `createBrowserInspector().inspect` of `@statelyai/inspect`. */
export type InspectorLoader = () => Promise<InspectHook>;

/** How many events are kept for the inspector until it is loaded; older ones are dropped. */
const MAX_WAITING = 1_000;

/**
 * A hook for `createChatClient({ inspect })` that loads its inspector with the first event and then passes it the
 * earlier events. If it cannot be loaded, the chat continues without it.
 *
 * An inspector sees the unredacted machine, with the texts of thinking and the name of the operator:
 * use it in development only.
 *
 * @example
 * const inspect = lazyInspector(async () => {
 *   const { createBrowserInspector } = await import('@statelyai/inspect');
 *   return createBrowserInspector().inspect;
 * });
 * const chat = createChatClient({ url: 'https://chat.example.com', botId: 1, inspect });
 */
export function lazyInspector(load: InspectorLoader): InspectHook {
  let waiting: unknown[] | null = null;
  let tell: ((event: never) => void) | null = null;
  return (event: unknown) => {
    if (tell) {
      tell(event as never);
      return;
    }
    if (!waiting) {
      waiting = [];
      load().then(
        (hook) => {
          tell = typeof hook === 'function' ? hook : (each) => hook.next?.(each);
          for (const each of waiting ?? []) callSafely(tell as (each: unknown) => void, each);
          waiting = [];
        },
        (cause: unknown) => {
          waiting = [];
          tell = () => {};
          callSafely(() => {
            throw cause;
          });
        },
      );
    }
    waiting.push(event);
    if (waiting.length > MAX_WAITING) waiting.shift();
  };
}
