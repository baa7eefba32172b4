import type { DeskState } from './desk-state.types.ts';

/** Whether this operator has the dialog, a test chat included, which is not in *Mine*. */
export function isOwnDialog({ summaries, me }: Pick<DeskState, 'summaries' | 'me'>, id: string): boolean {
  const dialog = summaries.get(id)?.dialog;
  return me !== null && dialog?.status === 'operator' && dialog.operator?.id === me.id;
}
