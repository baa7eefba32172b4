import type { ChatClient, ChatClientOptions } from '../client/chat-client.types.ts';
import { leavesOf, type ParamsInput } from '../params/leaves.ts';
import { isSameChat } from './chat-options.ts';
import { findLast } from './find-last.ts';

/** The claim of one component on a shared client. */
export interface ClientHold {
  /** Hands changed live options on to the client. The same values again do nothing. */
  update(options: ChatClientOptions): void;
  /** Ends the claim. Calling it again does nothing. */
  release(): void;
}

/** What a shared client tells the registry that found it. */
export interface SharingHooks {
  /** The first component holds the client. */
  used(): void;
  /** The last component has released the client. */
  unused(): void;
}

type Params = ReadonlyMap<string, unknown>;

const paramsOf = (options: ChatClientOptions): Params =>
  new Map(leavesOf(options.paramsFromSite ?? {}).filter(([, value]) => value !== null));

/** Lists are never sent, so a list that a component makes anew with each render is no change. */
const isSame = (a: unknown, b: unknown): boolean => Object.is(a, b) || (typeof a === 'object' && typeof b === 'object');

/** What leads from one set of parameters to another, `null` where one is gone; nothing where they are equal. */
function difference(before: Params, after: Params): ParamsInput | null {
  const gone = [...before.keys()].filter((key) => !after.has(key)).map((key) => [key, null]);
  const changed = [...after].filter(([key, value]) => !before.has(key) || !isSame(before.get(key), value));
  return gone.length + changed.length > 0 ? Object.fromEntries([...gone, ...changed]) : null;
}

/** Platforms are compared part by part, because a component may build the object anew in each render. */
function isSamePlatform(a: ChatClientOptions['platform'] = {}, b: ChatClientOptions['platform'] = {}): boolean {
  const names = Object.keys({ ...a, ...b }) as (keyof typeof a)[];
  return names.every((name) => Object.is(a[name], b[name]));
}

/**
 * One client for every component whose options name the same chat and the same person. It follows the options of all
 * its holders: their parameters are merged, and where two differ the one that changed last decides.
 *
 * @example
 * const shared = shareClient(createChatClient, options);
 * const hold = shared.hold(options); // starts shared.client for one component
 */
export class SharedClient {
  readonly client: ChatClient;
  readonly #options: ChatClientOptions;
  readonly #hooks: SharingHooks;
  /** The latest options of each holder; the one that changed last is at the end. */
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

  /** Whether these options name another chat than this client's, so that their component needs another client. */
  isAnother(options: ChatClientOptions): boolean {
    return !isSameChat(this.#options, options);
  }

  /** Whether a component with these options can use this client: the same chat, person and platform. */
  serves(options: ChatClientOptions): boolean {
    return (
      !this.isAnother(options) &&
      options.userId === this.#userId &&
      !options.getToken === !this.#getToken &&
      isSamePlatform(this.#options.platform, options.platform)
    );
  }

  /** Starts the client for one more component, which gives its options of the moment. */
  hold(options: ChatClientOptions): ClientHold {
    const holder = {};
    if (this.#holders.size === 0) this.#hooks.used();
    const stop = this.client.start();
    this.#holders.set(holder, options);
    // The first holder may speak for another person than the last one did; a further one joins the person who is there.
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
        // Not at once: StrictMode and a change of route release and hold again in one go.
        queueMicrotask(() => this.#holders.size > 0 && this.#follow(false));
        stop();
      },
    };
  }

  /** A function from the start, because a component may give its `getToken` later; the latest one is called. */
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
