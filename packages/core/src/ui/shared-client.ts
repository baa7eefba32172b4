import type { ChatClient } from '../client/chat-client.types.ts';
import type { ChatClientOptions } from '../client/chat-client-options.types.ts';
import { leavesOf, type ParamsInput } from '../params/leaves.ts';
import { isSameChat } from './chat-options.ts';
import { findLast } from './find-last.ts';

/** The use of a shared client by one component. */
export interface ClientHold {
  /** Passes changed live options to the client. Equal values do nothing. */
  update(options: ChatClientOptions): void;
  /** Ends the use. Calling it again does nothing. */
  release(): void;
}

/** The callbacks of a shared client to its registry. */
export interface SharingHooks {
  /** The first component uses the client. */
  used(): void;
  /** The last component has released the client. */
  unused(): void;
}

type Params = ReadonlyMap<string, unknown>;

const paramsOf = (options: ChatClientOptions): Params =>
  new Map(leavesOf(options.paramsFromSite ?? {}).filter(([, value]) => value !== null));

/** Arrays are never sent, so an array that a component creates with each render is not a change. */
const isSame = (a: unknown, b: unknown): boolean => Object.is(a, b) || (typeof a === 'object' && typeof b === 'object');

/** The changes from one set of parameters to another, with `null` for removed ones; empty if they are equal. */
function difference(before: Params, after: Params): ParamsInput | null {
  const gone = [...before.keys()].filter((key) => !after.has(key)).map((key) => [key, null]);
  const changed = [...after].filter(([key, value]) => !before.has(key) || !isSame(before.get(key), value));
  return gone.length + changed.length > 0 ? Object.fromEntries([...gone, ...changed]) : null;
}

/** Compares platforms part by part, because a component may create the object with each render. */
function isSamePlatform(a: ChatClientOptions['platform'] = {}, b: ChatClientOptions['platform'] = {}): boolean {
  const names = Object.keys({ ...a, ...b }) as (keyof typeof a)[];
  return names.every((name) => Object.is(a[name], b[name]));
}

/**
 * One client for all components whose options identify the same chat and the same user. It adopts the options of all
 * its users: parameters are merged, and if two differ, the one that changed last applies.
 *
 * @example
 * const shared = shareClient(createChatClient, options);
 * const hold = shared.hold(options); // starts shared.client for one component
 */
export class SharedClient {
  readonly client: ChatClient;
  readonly #options: ChatClientOptions;
  readonly #hooks: SharingHooks;
  /** The latest options of each user of the client; the ones that changed last are at the end. */
  readonly #holders = new Map<object, ChatClientOptions>();
  #userId: string | undefined;
  #getToken: ChatClientOptions['getToken'];
  #params: Params;
  #open: boolean;

  constructor(
    create: (options: ChatClientOptions) => ChatClient,
    options: ChatClientOptions,
    hooks: SharingHooks = { used() {}, unused() {} },
  ) {
    this.#options = options;
    this.#hooks = hooks;
    this.#userId = options.userId;
    this.#getToken = options.getToken;
    this.#params = paramsOf(options);
    this.#open = options.open ?? true;
    this.client = create({ ...options, getToken: this.#askToken });
  }

  /** Whether these options identify another chat, so that their component needs another client. */
  isAnother(options: ChatClientOptions): boolean {
    return !isSameChat(this.#options, options);
  }

  /** Whether a component with these options can use this client: the same chat, user and platform. */
  serves(options: ChatClientOptions): boolean {
    return (
      !this.isAnother(options) &&
      options.userId === this.#userId &&
      !options.getToken === !this.#getToken &&
      isSamePlatform(this.#options.platform, options.platform)
    );
  }

  /** Starts the client for another component, with its current options. */
  hold(options: ChatClientOptions): ClientHold {
    const holder = {};
    if (this.#holders.size === 0) this.#hooks.used();
    const stop = this.client.start();
    this.#holders.set(holder, options);
    // Only the first component may change the user; further ones adopt the current user.
    this.#follow(this.#holders.size === 1 && options.userId !== this.#userId);

    return {
      update: (next) => {
        const previous = this.#holders.get(holder);
        if (!previous || previous === next) return;
        const isNewPerson = next.userId !== previous.userId && next.userId !== this.#userId;
        if (isNewPerson || next.open !== previous.open || difference(paramsOf(previous), paramsOf(next))) {
          this.#holders.delete(holder);
        }
        this.#holders.set(holder, next);
        this.#follow(isNewPerson);
      },
      release: () => {
        if (!this.#holders.delete(holder)) return;
        if (this.#holders.size === 0) this.#hooks.unused();
        // In a microtask, because StrictMode and route changes release and hold again in the same task.
        queueMicrotask(() => this.#holders.size > 0 && this.#follow(false));
        stop();
      },
    };
  }

  /** Always defined, because a component may provide `getToken` later. Calls the latest one. */
  readonly #askToken = () => this.#getToken?.() ?? null;

  #follow(isNewPerson: boolean): void {
    const holders = [...this.#holders.values()];
    const last = holders.at(-1);
    if (isNewPerson && last) {
      this.#userId = last.userId;
      this.#params = new Map();
    }
    this.#getToken = findLast(
      holders,
      ({ userId, getToken }) => Boolean(getToken) && userId === this.#userId,
    )?.getToken;
    if (isNewPerson) {
      void this.client.identify({
        getToken: this.#askToken,
        ...(this.#userId === undefined ? {} : { userId: this.#userId }),
      });
    }
    const params = new Map(holders.flatMap((options) => [...paramsOf(options)]));
    const changes = difference(this.#params, params);
    this.#params = params;
    if (changes) this.client.setParams(changes);
    const open = findLast(holders, (options) => options.open !== undefined)?.open ?? true;
    if (open !== this.#open) {
      this.#open = open;
      this.client.setOpen(open);
    }
  }
}
