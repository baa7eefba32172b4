import { Refused } from '../lib/refusal.ts';

const RETRY_MS = 1000;

export interface FairQueueOptions {
  /** How many run at once: about as many as the database serves at once. */
  readonly concurrency: number;
  /** How many of one origin may wait. Default 500. */
  readonly maxPerOrigin?: number;
  /** How many may wait altogether. Default 10,000. */
  readonly maxWaiting?: number;
  /** Called when a request is refused because too many wait. */
  readonly onFull?: () => void;
}

type Task = () => void;

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
  readonly #origins = new Map<string, Map<string, Task[]>>();
  readonly #waitingOf = new Map<string, number>();
  #waiting = 0;
  #running = 0;

  constructor(options: FairQueueOptions) {
    this.#options = { maxPerOrigin: 500, maxWaiting: 10_000, onFull: () => {}, ...options };
  }

  get waiting(): number {
    return this.#waiting;
  }

  /**
   * @param origin whose visitors share one place in the order
   * @throws Refused BUSY if too many wait, and what the work throws
   */
  async run<T>(origin: string, visitor: string, work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#options.concurrency) await this.#wait(origin, visitor);
    else this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#startNext();
    }
  }

  #wait(origin: string, visitor: string): Promise<void> {
    const ofOrigin = this.#waitingOf.get(origin) ?? 0;
    if (ofOrigin >= this.#options.maxPerOrigin || this.#waiting >= this.#options.maxWaiting) {
      this.#options.onFull();
      throw new Refused('BUSY', 'Too many requests wait.', RETRY_MS);
    }
    this.#waiting += 1;
    this.#waitingOf.set(origin, ofOrigin + 1);
    const visitors = this.#origins.get(origin) ?? new Map<string, Task[]>();
    const tasks = visitors.get(visitor) ?? [];
    visitors.set(visitor, tasks);
    this.#origins.set(origin, visitors);
    return new Promise((start) => tasks.push(start));
  }

  #startNext(): void {
    const next = takeFirst(this.#origins);
    if (!next) return;
    const [origin, visitors] = next;
    const [visitor, tasks] = takeFirst(visitors) ?? ['', []];
    const start = tasks.shift();
    if (tasks.length > 0) visitors.set(visitor, tasks);
    if (visitors.size > 0) this.#origins.set(origin, visitors);
    this.#waiting -= 1;
    const left = (this.#waitingOf.get(origin) ?? 1) - 1;
    if (left > 0) this.#waitingOf.set(origin, left);
    else this.#waitingOf.delete(origin);
    // Taken for it now: a request that arrives before it runs must not take its place.
    this.#running += 1;
    start?.();
  }
}
