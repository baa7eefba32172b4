import type { StoreApi } from 'zustand/vanilla';
import type { DeskState, Outgoing } from './desk-state.types.ts';

/** Unconfirmed sends by conversation, as the desk shows them. */
export class OutgoingRows {
  readonly #store: StoreApi<DeskState>;

  constructor(store: StoreApi<DeskState>) {
    this.#store = store;
  }

  find(cid: string): Outgoing | undefined {
    for (const rows of this.#store.getState().outgoing.values()) {
      const row = rows.find((item) => item.cid === cid);
      if (row) return row;
    }
    return undefined;
  }

  /** Adds a row at the end, or replaces the one with the same `cid` in its place. */
  put(row: Outgoing): void {
    const rows = this.#rowsOf(row.conversation);
    const isKnown = rows.some(({ cid }) => cid === row.cid);
    this.#set(row.conversation, isKnown ? rows.map((item) => (item.cid === row.cid ? row : item)) : [...rows, row]);
  }

  change(cid: string, change: Partial<Outgoing>): void {
    const row = this.find(cid);
    if (row) this.put({ ...row, ...change });
  }

  remove(cid: string): void {
    const row = this.find(cid);
    if (row)
      this.#set(
        row.conversation,
        this.#rowsOf(row.conversation).filter((item) => item !== row),
      );
  }

  #rowsOf(conversation: string): readonly Outgoing[] {
    return this.#store.getState().outgoing.get(conversation) ?? [];
  }

  #set(conversation: string, rows: readonly Outgoing[]): void {
    const outgoing = new Map(this.#store.getState().outgoing);
    if (rows.length > 0) outgoing.set(conversation, rows);
    else outgoing.delete(conversation);
    this.#store.setState({ outgoing });
  }
}
