import type { DeskState } from '../store/desk-state.types.ts';

/** The lists of the left pane. */
export const LIST_TABS = ['queue', 'mine', 'all', 'closed'] as const;
export type ListTab = (typeof LIST_TABS)[number];

/** The ids of the dialogs of a list, in order. */
export function idsOfTab(state: DeskState, tab: ListTab): readonly string[] {
  return tab === 'queue' || tab === 'mine' ? state[tab] : state.lists[tab].ids;
}
