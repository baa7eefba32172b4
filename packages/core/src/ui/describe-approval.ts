import type { Texts } from '../texts/texts.types.ts';
import type { ApprovalState } from './approval-state.ts';

/**
 * The line that replaces the buttons of an approval; empty while it waits for the visitor.
 *
 * @example describeApproval(approval, texts) // 'You approved · 14:03'
 */
export function describeApproval(
  { state, answeredAt }: Pick<ApprovalState, 'state' | 'answeredAt'>,
  texts: Pick<Texts, 't' | 'time'>,
): string {
  if (state === 'waiting') return '';
  if (state === 'expired') return texts.t('approvalExpired');
  const decision = texts.t(state);
  return answeredAt ? `${decision} · ${texts.time(new Date(answeredAt))}` : decision;
}
