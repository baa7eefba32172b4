import type { DeskState, PagedList } from './desk-state.types.ts';

const EMPTY_LIST: PagedList = { ids: [], next: null, status: 'idle' };

/** A desk before its first `hello`. */
export const initialState: DeskState = {
  connection: { status: 'connecting' },
  isReady: false,
  me: null,
  colleagues: [],
  bots: [],
  limits: {},
  autoAssign: false,
  summaries: new Map(),
  queue: [],
  mine: [],
  markedUnread: new Set(),
  lists: { all: EMPTY_LIST, closed: EMPTY_LIST, bot: EMPTY_LIST, operators: EMPTY_LIST, test: EMPTY_LIST },
  search: { query: '', hits: [], next: null, status: 'idle' },
  selected: null,
  found: null,
  talks: new Map(),
  typists: new Map(),
  outgoing: new Map(),
  canned: [],
};
