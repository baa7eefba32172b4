import type { OutboxRow } from '../delivery/outbox.types.ts';
import { ChatError } from '../errors.ts';
import type { LifecycleEvent, Platform } from '../platform/platform.types.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Parsed } from '../protocol/parse-frame.ts';
import type { ServerEvent } from '../protocol/server-events.ts';
import type { ConnectOptions, LinkHandlers } from '../transport/transport.types.ts';
import type { RecordedError, RecordedPush, Recording } from './recording.types.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: ChatError): void;
  /** The work that runs while the lock is held. */
  granted?(): void;
  progress?(value: number): void;
}

const toError = ({ code, retryable, retryAfterMs }: RecordedError): ChatError =>
  new ChatError(code, `Recorded: ${code}.`, { retryable, retryAfterMs });

/** Turns `known` back into a Map, because JSON has only objects. */
function revive(value: unknown): unknown {
  const answer = value as { readonly ok: boolean; readonly value?: { readonly known?: object } };
  const known = answer.value?.known;
  return known ? { ...answer, value: { ...answer.value, known: new Map(Object.entries(known)) } } : answer;
}

/** The platform of a replayed client, in which only recorded inputs happen. */
export class ReplayWorld {
  now: number;
  readonly divergences: string[] = [];
  readonly platform: Platform;
  readonly dialect: Dialect;
  readonly #timers = new Map<number, () => void>();
  readonly #links = new Map<number, LinkHandlers & Pick<ConnectOptions, 'auth'>>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #pages = new Set<(event: LifecycleEvent) => void>();
  #counted = { timers: 0, links: 0, ops: new Map<string, number>() };
  /** Whether recorded inputs are being played, as opposed to the setup before them. */
  #isCounting: boolean;
  readonly #ids: string[];
  readonly #randoms: number[];
  readonly #stored: boolean[];

  constructor(recording: Recording, real: Dialect | null) {
    this.now = recording.startedAt;
    this.#isCounting = recording.keyframe === null;
    const taken = <T>(pick: (entry: Recording['entries'][number]) => T | undefined): T[] =>
      recording.entries.flatMap((entry) => pick(entry) ?? []);
    this.#ids = taken((entry) => (entry.is === 'id' ? entry.value : undefined));
    this.#randoms = taken((entry) => (entry.is === 'random' ? entry.value : undefined));
    this.#stored = recording.entries.flatMap((entry) => (entry.is === 'stored' ? [entry.known] : []));
    this.platform = this.#createPlatform(recording);
    this.dialect = this.#createDialect(recording, real);
  }

  /** Sets the counters, so that operations have the same numbers as in the recording. */
  countOn({ timers, links, ops }: { timers: number; links: number; ops: Readonly<Record<string, number>> }): void {
    const open = this.#links.get(this.#counted.links);
    if (open) this.#links.set(links, open);
    this.#counted = { timers, links, ops: new Map(Object.entries(ops)) };
    this.#isCounting = true;
  }

  /** Fires every pending timer, whatever its time. */
  fireAll(): void {
    for (const n of [...this.#timers.keys()]) this.fire(n);
  }

  fire(n: number): void {
    const callback = this.#timers.get(n);
    if (!callback) {
      this.#diverged(`timer ${n} is not set`);
      return;
    }
    this.#timers.delete(n);
    callback();
  }

  page(event: string): void {
    for (const listener of this.#pages) listener(event as LifecycleEvent);
  }

  auth(link: number): void {
    this.#link(link)
      ?.auth()
      .catch(() => {});
  }

  open(link: number): void {
    this.#link(link)?.onOpen();
  }

  close(link: number, error: RecordedError): void {
    const handlers = this.#link(link);
    this.#links.delete(link);
    handlers?.onClose(toError(error));
  }

  receive(link: number, parsed: Parsed<readonly RecordedPush[]>): void {
    this.#link(link)?.onEvent(parsed.ok ? 'events' : parsed.issue.event, parsed);
  }

  done(op: string, value: unknown): void {
    this.#settle(op)?.resolve(value ?? undefined);
  }

  failed(op: string, error: RecordedError): void {
    this.#settle(op)?.reject(toError(error));
  }

  grant(op: string): void {
    this.#find(op)?.granted?.();
  }

  progress(op: string, value: number): void {
    this.#find(op)?.progress?.(value);
  }

  /** Whether this operation is pending. */
  waitsFor(op: string): boolean {
    return this.#waiting.has(op);
  }

  note(what: string): void {
    this.#diverged(what);
  }

  #take<T>(recorded: T[], otherwise: T): T {
    return (this.#isCounting ? recorded.shift() : undefined) ?? otherwise;
  }

  #diverged(what: string): void {
    if (this.divergences.length < 100) this.divergences.push(what);
  }

  #link(link: number): (LinkHandlers & Pick<ConnectOptions, 'auth'>) | undefined {
    const handlers = this.#links.get(link);
    if (!handlers) this.#diverged(`link ${link} is not open`);
    return handlers;
  }

  #find(op: string): Waiting | undefined {
    const waiting = this.#waiting.get(op);
    // A recording contains no parameters, so their requests may happen at another time.
    if (!waiting && !op.startsWith('request.params')) this.#diverged(`nothing waits for ${op}`);
    return waiting;
  }

  #settle(op: string): Waiting | undefined {
    const waiting = this.#find(op);
    this.#waiting.delete(op);
    return waiting;
  }

  #wait(kind: string, more: Partial<Waiting> = {}): Promise<unknown> {
    const count = (this.#counted.ops.get(kind) ?? 0) + 1;
    this.#counted.ops.set(kind, count);
    return new Promise((resolve, reject) => {
      this.#waiting.set(`${kind}#${count}`, { resolve, reject, ...more });
    });
  }

  #createPlatform({ client }: Recording): Platform {
    return {
      clock: {
        now: () => this.now,
        setTimeout: (callback) => {
          this.#counted.timers += 1;
          this.#timers.set(this.#counted.timers, callback);
          return this.#counted.timers;
        },
        clearTimeout: (n) => void this.#timers.delete(n as number),
      },
      random: () => this.#take(this.#randoms, 0),
      createId: () => this.#take(this.#ids, 'hidden'),
      createSecret: () => 'hidden',
      storage: {
        getItem: () => (this.#take(this.#stored, true) ? JSON.stringify({ id: 'hidden', secret: 'hidden' }) : null),
        setItem: () => {},
        removeItem: () => {},
      },
      lifecycle: {
        subscribe: (listener) => {
          this.#pages.add(listener);
          return () => void this.#pages.delete(listener);
        },
      },
      outbox: {
        durability: client.durability,
        load: () => this.#wait('outbox.load') as Promise<readonly OutboxRow[]>,
        put: () => this.#wait('outbox.put') as Promise<void>,
        remove: () => this.#wait('outbox.remove') as Promise<void>,
        clear: () => this.#wait('outbox.clear') as Promise<void>,
      },
      locks: {
        run: (_, task) => this.#wait('lock', { granted: () => void task() }) as Promise<boolean>,
      },
      postFile: ({ onProgress }) => this.#wait('post', { progress: onProgress }) as Promise<number>,
      transport: {
        connect: ({ auth }, handlers) => {
          this.#counted.links += 1;
          this.#links.set(this.#counted.links, { ...handlers, auth });
          return {
            request: (name) => this.#wait(`request.${name}`),
            notify: () => {},
            close: () => {},
          };
        },
      },
    };
  }

  #createDialect({ client }: Recording, real: Dialect | null): Dialect {
    return {
      name: client.dialect,
      guarantee: client.guarantee,
      namespace: '/',
      handshake: () => ({}),
      // A request that the real dialect does not have is not sent here either.
      encode: (name, input) => (real && !real.encode(name, input) ? null : { event: name, payload: null }),
      decodeAnswer: (_, raw) => revive(raw) as never,
      encodeTyping: () => null,
      decode: (_, raw) => raw as Parsed<readonly ServerEvent[]>,
    };
  }
}
