import type { ChatClient } from '@connective-chat/core';
import {
  actionsOf,
  CHAT_STATE_KEYS,
  type ChatActions,
  type ChatState,
  firstStateOf,
  readState,
} from '@connective-chat/core/ui';

/** A chat for a component: the fields of the state, and the methods of the client. */
export interface ConnectiveChat extends ChatState, ChatActions {
  /** The client itself, for hooks that take one. */
  readonly client: ChatClient;
}

type Key = keyof ChatState;
type Seen = Partial<Record<Key, unknown>>;

/** Tracks which fields a component has read, so that it renders only when one of them changes. */
export interface TrackedChat {
  subscribe(listener: () => void): () => void;
  /** The values of the fields read so far: the same object until one of them changes. */
  get(): Seen;
  /** The same for hydrating a page that a server rendered. */
  getFirst(): Seen;
  /** The chat with these values; reading a field subscribes the component to it. */
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

  /** Reads a field for the first time: its newest value, with which `get()` compares from now on. */
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
