/** A resource that must be closed. */
export interface Closable {
  close(): unknown;
}

/**
 * Closes resources in the reverse order of their opening, because a later one may use earlier ones,
 * also while it closes.
 *
 * @example
 * const opened = new CloseStack();
 * const store = opened.use(await openDatabase(options));
 * opened.defer(() => clearInterval(timer));
 * await opened.close();
 */
export class CloseStack implements Closable {
  readonly #steps: (() => unknown)[] = [];
  #closing: Promise<void> | undefined;

  /** @returns the resource that was added */
  use<T extends Closable>(resource: T): T {
    this.defer(() => resource.close());
    return resource;
  }

  defer(step: () => unknown): void {
    this.#steps.push(step);
  }

  /**
   * Runs every step, even after one has failed; a second call waits for the first.
   *
   * @throws the first error of a step
   */
  close(): Promise<void> {
    this.#closing ??= this.#run();
    return this.#closing;
  }

  async #run(): Promise<void> {
    const errors: unknown[] = [];
    for (const step of this.#steps.reverse()) {
      try {
        await step();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
