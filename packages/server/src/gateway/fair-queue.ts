import { Refused } from '../lib/refusal.ts';

const RETRY_MS = 1000;

export interface FairQueueOptions {
  /** How many run at once: about as many as the database serves at once. */
  readonly concurrency: number;
  /** How many of one origin may wait. Default 500. */
  readonly maxPerOrigin?: number;
  /** How many may wait altogether. Default 10,000. */
  readonly maxWaiting?: number;
  /** How long one may wait, in ms: a client waits for an answer for 10 s. Default 8,000. */
  readonly maxWaitMs?: number;
  /** Called when a request is refused because too many wait, or too long. */
  readonly onFull?: () => void;
}

interface Task {
  /** Called when the request may run; the caller has removed it from the queue. */
  readonly start: () => void;
}

/** Takes the first entry out of a map; the caller puts it back at the end if there is more of it. */
function takeFirst<V>(map: Map<string, V>): [string, V] | undefined {
  const [first] = map;
  if (first) map.delete(first[0]);
  return first;
}

/**
 * Decides which request runs next: the origins (addresses) take turns, and within an origin its visitors do. However
 * many requests one of them makes, each other one waits for one of its requests at most.
 */
export class FairQueue {
  readonly #options: Required<FairQueueOptions>;
  readonly #origins = new Map<string, Map<string, Set<Task>>>();
  readonly #waitingOf = new Map<string, number>();
  #waiting = 0;
  #running = 0;

  constructor(options: FairQueueOptions) {
    this.#options = { maxPerOrigin: 500, maxWaiting: 10_000, maxWaitMs: 8000, onFull: () => {}, ...options };
  }

  get waiting(): number {
    return this.#waiting;
  }

  /**
   * @param origin whose visitors share one place in the order
   * @param signal removes the request while it waits; work that has started continues
   * @throws Refused BUSY if too many wait, or this one too long; the reason of the signal; and what the work throws
   */
  async run<T>(origin: string, visitor: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.#running >= this.#options.concurrency) await this.#wait(origin, visitor, signal);
    else this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#startNext();
    }
  }

  #wait(origin: string, visitor: string, signal: AbortSignal | undefined): Promise<void> {
    const { maxPerOrigin, maxWaiting, maxWaitMs } = this.#options;
    const ofOrigin = this.#waitingOf.get(origin) ?? 0;
    if (ofOrigin >= maxPerOrigin || this.#waiting >= maxWaiting) throw this.#busy('Too many requests wait.');
    const visitors = this.#origins.get(origin) ?? new Map<string, Set<Task>>();
    const tasks = visitors.get(visitor) ?? new Set<Task>();
    visitors.set(visitor, tasks);
    this.#origins.set(origin, visitors);
    this.#countWaiting(origin, 1);
    return new Promise((resolve, reject) => {
      const remove = (reason: unknown) => {
        settle();
        tasks.delete(task);
        if (tasks.size === 0) visitors.delete(visitor);
        if (visitors.size === 0) this.#origins.delete(origin);
        this.#countWaiting(origin, -1);
        reject(reason);
      };
      const abort = () => remove(signal?.reason);
      const deadline = setTimeout(() => remove(this.#busy('The request has waited too long.')), maxWaitMs).unref();
      signal?.addEventListener('abort', abort);
      const settle = () => {
        clearTimeout(deadline);
        signal?.removeEventListener('abort', abort);
      };
      const task: Task = {
        start() {
          settle();
          resolve();
        },
      };
      tasks.add(task);
    });
  }

  #startNext(): void {
    const [origin, visitors] = takeFirst(this.#origins) ?? [];
    const [visitor, tasks] = (visitors && takeFirst(visitors)) ?? [];
    const [task] = tasks ?? [];
    if (origin === undefined || !visitors || visitor === undefined || !tasks || !task) return;
    tasks.delete(task);
    if (tasks.size > 0) visitors.set(visitor, tasks);
    if (visitors.size > 0) this.#origins.set(origin, visitors);
    this.#countWaiting(origin, -1);
    // Taken for it now: a request that arrives before it runs must not take its place.
    this.#running += 1;
    task.start();
  }

  #countWaiting(origin: string, change: 1 | -1): void {
    this.#waiting += change;
    const left = (this.#waitingOf.get(origin) ?? 0) + change;
    if (left > 0) this.#waitingOf.set(origin, left);
    else this.#waitingOf.delete(origin);
  }

  #busy(message: string): Refused {
    this.#options.onFull();
    return new Refused('BUSY', message, RETRY_MS);
  }
}
