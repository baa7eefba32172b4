import type { DialogSummary } from './desk-state.types.ts';

/** Whether a summary is newer than, or the same as, the stored one of its conversation. */
export function isNewerSummary(candidate: DialogSummary, held: DialogSummary): boolean {
  if (candidate.dialog.rev !== held.dialog.rev) return candidate.dialog.rev > held.dialog.rev;
  if (candidate.head !== held.head) return candidate.head > held.head;
  return candidate.read.operator >= held.read.operator && candidate.read.visitor >= held.read.visitor;
}
