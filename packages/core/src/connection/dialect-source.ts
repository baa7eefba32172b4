import { loadPart } from '../lib/load-part.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { ProtocolIssue } from '../protocol/parse-frame.ts';

/**
 * The dialect of each connection, with the issues of the server's frames. The check of their sequence is loaded only
 * after the first listener was added.
 */
export class DialectSource {
  readonly #loadDialect: () => Promise<Dialect>;
  readonly #onIssue: (issue: ProtocolIssue & { readonly count: number }) => void;
  #isChecked = false;
  #issues = 0;

  constructor(
    loadDialect: () => Promise<Dialect>,
    onIssue: (issue: ProtocolIssue & { readonly count: number }) => void,
  ) {
    this.#loadDialect = loadDialect;
    this.#onIssue = onIssue;
  }

  /** From the next connection on, also checks the sequence of frames. */
  checkSequences(): void {
    this.#isChecked = true;
  }

  async load(): Promise<Dialect> {
    const dialect = await this.#loadDialect();
    if (!this.#isChecked || dialect.name !== 'v2') return dialect;
    return loadPart(() => import('./check-sequences.ts')).then(
      ({ checkSequences }) => checkSequences(dialect, (issue) => this.report(issue)),
      // If the check fails to load, the chat works without it.
      () => dialect,
    );
  }

  report(issue: ProtocolIssue): void {
    this.#issues += 1;
    this.#onIssue({ ...issue, count: this.#issues });
  }
}
