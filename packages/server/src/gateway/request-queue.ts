/** The maximum number of waiting requests per connection, far more than our own client uses. */
const MAX_WAITING = 200;

/** Runs the requests of one connection one after another, so that messages keep their order. */
export class RequestQueue {
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** @returns false if too many wait already */
  add(work: () => Promise<void>): boolean {
    if (this.#waiting >= MAX_WAITING) return false;
    this.#waiting += 1;
    const run = async () => {
      try {
        await work();
      } finally {
        this.#waiting -= 1;
      }
    };
    this.#tail = this.#tail.then(run, run).catch(() => {});
    return true;
  }

  /** Resolves when every request that was added has run. */
  settled(): Promise<void> {
    return this.#tail;
  }
}
