import type { ChatClient } from '@connective-chat/core';
import {
  actionsOf,
  CHAT_STATE_KEYS,
  type ChatActions,
  type ChatState,
  firstStateOf,
  readState,
} from '@connective-chat/core/ui';

/** A chat as a component sees it: the fields of the state, and everything that can be done. */
export interface ConnectiveChat extends ChatState, ChatActions {
  /** The client itself, for the hooks that take one. */
  readonly client: ChatClient;
}

type Key = keyof ChatState;
type Seen = Partial<Record<Key, unknown>>;

/** What one component has read of a client, so that it renders for that and for nothing else. */
export interface TrackedChat {
  subscribe(listener: () => void): () => void;
  /** The values read so far: the same object until one of them changes. */
  get(): Seen;
  /** The same for a page that a server rendered. */
  getFirst(): Seen;
  /** The chat with these values; a component re-renders when a field that it has read changes. */
  view(seen: Seen): ConnectiveChat;
}

export function createTrackedChat(client: ChatClient): TrackedChat {
  const read = new Set<Key>();
  const first = firstStateOf(client);
  let last: Seen = {};

  function get(): Seen {
    for (const key of read) {
      if (Object.is(last[key], readState(client, key))) continue;
      last = {};
      for (const each of read) last[each] = readState(client, each);
      break;
    }
    return last;
  }

  /** Reads a field for the first time: the newest value, which `get()` compares with from now on. */
  function readFirst(key: Key): unknown {
    read.add(key);
    if (!(key in last)) last[key] = readState(client, key);
    return last[key];
  }

  return {
    subscribe: (listener) => client.subscribe(listener),
    get,
    getFirst() {
      last = first;
      return first;
    },
    view(seen) {
      const chat = { client, ...actionsOf(client) };
      for (const key of CHAT_STATE_KEYS) {
        Object.defineProperty(chat, key, {
          enumerable: true,
          get() {
            if (!(key in seen)) return readFirst(key);
            read.add(key);
            return seen[key];
          },
        });
      }
      return chat as ConnectiveChat;
    },
  };
}
