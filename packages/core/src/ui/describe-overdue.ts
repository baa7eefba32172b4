import type { Overdue } from '../client/chat-state.types.ts';
import type { OverdueChoice } from '../protocol/overdue.ts';
import type { TextDictionary, Texts } from '../texts/texts.types.ts';

const LABELS = {
  wait: 'waitOn',
  person: 'requestOperator',
  retry: 'askAgain',
} as const satisfies Record<OverdueChoice, keyof TextDictionary>;

/**
 * What the visitor is told after the deadline: the words of the scenario, or a general text.
 *
 * @example describeOverdue({ text: '', choices: [], since: 0 }, texts) // 'This takes longer than usual. …'
 */
export function describeOverdue(overdue: Overdue, texts: Pick<Texts, 't'>): string {
  return overdue.text || texts.t('overdue');
}

/**
 * The label of a choice after the deadline.
 *
 * @example describeChoice('wait', texts) // 'Keep waiting'
 */
export function describeChoice(choice: OverdueChoice, texts: Pick<Texts, 't'>): string {
  return texts.t(LABELS[choice]);
}
