import type { DeskContext } from './desk-context.types.ts';
import type { DialogSummary, ListName, PagedList, SearchState } from './desk-state.types.ts';

/** Lists that are requested page by page, and the search; other lists are pushed by the server. */
export class Listings {
  readonly #context: DeskContext;
  readonly #onSummary: (summary: DialogSummary) => void;

  constructor(context: DeskContext, onSummary: (summary: DialogSummary) => void) {
    this.#context = context;
    this.#onSummary = onSummary;
  }

  async load(name: ListName, more = false): Promise<void> {
    const held = this.#state.lists[name];
    const cursor = more ? held.next : null;
    if (more && cursor === null) return;
    this.#setList(name, { ...held, status: 'loading' });
    try {
      const request = { of: name, ...(cursor === null ? {} : { cursor }) };
      const { items, next } = await this.#context.connection.request('list', request);
      for (const summary of items) this.#onSummary(summary);
      const ids = items.map(({ conversation }) => conversation);
      const known = more ? held.ids.filter((id) => !ids.includes(id)) : [];
      this.#setList(name, { ids: [...known, ...ids], next, status: 'ready' });
    } catch {
      this.#setList(name, { ...held, status: 'failed' });
    }
  }

  /** Puts a test chat that is pushed into its list, if that is shown: it is in no other one. */
  addTestChat({ conversation, test }: DialogSummary): void {
    const held = this.#state.lists.test;
    if (!test || held.status !== 'ready' || held.ids.includes(conversation)) return;
    this.#setList('test', { ...held, ids: [conversation, ...held.ids] });
  }

  /** After a reconnect: requests the lists that are in use again. */
  refresh(): void {
    const { lists } = this.#state;
    for (const name of Object.keys(lists) as ListName[]) if (lists[name].status !== 'idle') void this.load(name);
  }

  async find(query: string, more = false): Promise<void> {
    const held = this.#state.search;
    const words = query.trim();
    const empty = { query, hits: [], next: null };
    if (words.length < 2) {
      this.#context.store.setState({ search: { ...empty, status: 'idle' } });
      return;
    }
    const cursor = more ? held.next : null;
    this.#context.store.setState({ search: { ...(more ? held : empty), status: 'loading' } });
    try {
      const request = { query: words, ...(cursor === null ? {} : { cursor }) };
      const { items, next } = await this.#context.connection.request('search', request);
      this.#settle(query, { hits: more ? [...held.hits, ...items] : items, next, status: 'ready' });
    } catch {
      this.#settle(query, { status: 'failed' });
    }
  }

  async loadCanned(): Promise<void> {
    try {
      const { items } = await this.#context.connection.request('canned_list', {});
      const canned = [...items].sort((a, b) => a.shortcut.localeCompare(b.shortcut));
      this.#context.store.setState({ canned });
    } catch {
      // The next `hello` requests it again.
    }
  }

  get #state() {
    return this.#context.store.getState();
  }

  #setList(name: ListName, list: PagedList): void {
    this.#context.store.setState({ lists: { ...this.#state.lists, [name]: list } });
  }

  /** Ignores the answer to a query that is no longer the current one. */
  #settle(query: string, patch: Partial<SearchState>): void {
    const { search } = this.#state;
    if (search.query === query) this.#context.store.setState({ search: { ...search, ...patch } });
  }
}
