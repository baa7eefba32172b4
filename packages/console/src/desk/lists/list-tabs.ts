import type { DeskState } from '../store/desk-state.types.ts';

/** The lists of the left pane that have a tab. */
export const LIST_TABS = ['queue', 'mine', 'all', 'closed'] as const;
/** A list of the left pane; that of the test chats has a button of its own below the others. */
export type ListTab = (typeof LIST_TABS)[number] | 'test';

/** The ids of the dialogs of a list, in order. */
export function idsOfTab(state: DeskState, tab: ListTab): readonly string[] {
  return tab === 'queue' || tab === 'mine' ? state[tab] : state.lists[tab].ids;
}
