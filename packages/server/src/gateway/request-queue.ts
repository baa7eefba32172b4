/** Requests that one connection may have waiting: far more than a client of ours ever has. */
const MAX_WAITING = 200;

/** Answers the requests of one connection in the order in which they came: a visitor's words keep theirs. */
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

  /** Resolves when everything that was taken is done. */
  settled(): Promise<void> {
    return this.#tail;
  }
}
