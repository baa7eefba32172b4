/*
 * The history of a run: one JSON object per line, in the order in which the lines were written. Times are milliseconds
 * of the clock of the machine that plays the clients; the clocks of the nodes may differ.
 */

/** As in Jepsen: an operation begins with `invoke` and ends with one of the others, or never. */
export type OperationType =
  | 'invoke'
  /** It has happened. */
  | 'ok'
  /** It has not happened, and never will. */
  | 'fail'
  /** It may have happened. */
  | 'info';

export interface HistoryEntry {
  readonly index: number;
  readonly time: number;
  /** Who did it: `v1` … are visitors, `o1` … operators, `model` and `tool` services, `nemesis` the faults. */
  readonly process: string;
  readonly type: OperationType;
  readonly f: string;
  // biome-ignore lint/suspicious/noExplicitAny: a history is read like the answer of a stranger, field by field
  readonly value: any;
}

/** An entry before it is written. */
export type NewEntry = Omit<HistoryEntry, 'index'>;
