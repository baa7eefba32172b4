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
  readonly start: () => void;
  readonly deadline: NodeJS.Timeout;
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
   * @throws Refused BUSY if too many wait, or this one too long; and what the work throws
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
    const { maxPerOrigin, maxWaiting, maxWaitMs } = this.#options;
    const ofOrigin = this.#waitingOf.get(origin) ?? 0;
    if (ofOrigin >= maxPerOrigin || this.#waiting >= maxWaiting) throw this.#busy('Too many requests wait.');
    const visitors = this.#origins.get(origin) ?? new Map<string, Set<Task>>();
    const tasks = visitors.get(visitor) ?? new Set<Task>();
    visitors.set(visitor, tasks);
    this.#origins.set(origin, visitors);
    this.#countWaiting(origin, 1);
    return new Promise((start, refuse) => {
      const giveUp = () => {
        tasks.delete(task);
        if (tasks.size === 0) visitors.delete(visitor);
        if (visitors.size === 0) this.#origins.delete(origin);
        this.#countWaiting(origin, -1);
        refuse(this.#busy('The request has waited too long.'));
      };
      const task: Task = { start, deadline: setTimeout(giveUp, maxWaitMs).unref() };
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
    clearTimeout(task.deadline);
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
