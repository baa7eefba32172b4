import type { ChatClient } from '../client/chat-client.types.ts';
import type { ChatSnapshot } from '../client/chat-state.types.ts';

/** The state of a client as a binding exposes it, field by field. */
export interface ChatState extends ChatSnapshot {
  /** Taken from `history`, so that its subscribers are not notified of other changes. */
  readonly hasOlder: boolean;
  /** Taken from `history`, as `hasOlder`. */
  readonly isLoadingOlder: boolean;
}

/** Every field of `ChatState`; a missing or wrong name does not compile. */
const FIELDS: Record<keyof ChatState, true> = {
  status: true,
  connection: true,
  messages: true,
  messageIds: true,
  thinking: true,
  overdue: true,
  queued: true,
  dialog: true,
  history: true,
  hasOlder: true,
  isLoadingOlder: true,
  sendState: true,
  stopState: true,
  feedbackState: true,
  unread: true,
  read: true,
  typing: true,
  bot: true,
  limits: true,
  uploads: true,
  error: true,
  durability: true,
  guarantee: true,
};

/** The names of the fields of `ChatState`. */
export const CHAT_STATE_KEYS = Object.keys(FIELDS) as readonly (keyof ChatState)[];

/**
 * Reads one field and computes only what it needs: reading `thinking` does not build the list of messages.
 *
 * @example readState(client, 'hasOlder') // true
 */
export function readState<K extends keyof ChatState>(client: ChatClient, key: K): ChatState[K];
export function readState(client: ChatClient, key: keyof ChatState): unknown {
  switch (key) {
    case 'hasOlder':
    case 'isLoadingOlder':
      return client.history.get()[key];
    case 'durability':
    case 'guarantee':
      return client.getSnapshot()[key];
    default:
      return client[key].get();
  }
}

const firstStates = new WeakMap<ChatClient, ChatState>();

/**
 * The state of a client when this function was first called with it. It hydrates a page that was rendered on a server,
 * also those components that hydrate after the client has connected.
 *
 * @example const state = firstStateOf(client); // the state that a server renders
 */
export function firstStateOf(client: ChatClient): ChatState {
  let state = firstStates.get(client);
  if (!state) {
    const snapshot = client.getSnapshot();
    const { hasOlder, isLoadingOlder } = snapshot.history;
    state = { ...snapshot, hasOlder, isLoadingOlder };
    firstStates.set(client, state);
  }
  return state;
}
