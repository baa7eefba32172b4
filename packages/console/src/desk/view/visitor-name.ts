import type { DialogSummary } from '../store/desk-state.types.ts';

/** The name of a visitor, or the start of their id. */
export const visitorName = ({ name, visitorId }: Pick<DialogSummary, 'name' | 'visitorId'>, visitor: string): string =>
  name?.trim() || `${visitor} ${visitorId.replaceAll('-', '').slice(-5)}`;
