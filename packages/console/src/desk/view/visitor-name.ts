import type { DialogSummary } from '../store/desk-state.types.ts';

/** What to call a visitor: their name, or enough of their id to tell them from another. */
export const visitorName = ({ name, visitorId }: Pick<DialogSummary, 'name' | 'visitorId'>, visitor: string): string =>
  name?.trim() || `${visitor} ${visitorId.replaceAll('-', '').slice(-5)}`;
