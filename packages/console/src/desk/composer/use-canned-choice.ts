import { type KeyboardEvent, type TextareaHTMLAttributes, useId, useState } from 'react';
import { useDeskState } from '../desk-context.tsx';
import type { CannedAnswer, DialogSummary } from '../store/desk-state.types.ts';
import { cannedQuery, findCanned } from '../view/find-canned.ts';

export interface CannedChoice {
  readonly isOpen: boolean;
  readonly listId: string;
  readonly answers: readonly CannedAnswer[];
  readonly active: number;
  readonly optionId: (index: number) => string;
  readonly choose: (answer: CannedAnswer) => void;
  /** @returns whether the menu has handled the key */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  readonly fieldProps: TextareaHTMLAttributes<HTMLTextAreaElement>;
}

/** The menu of canned answers that a slash opens; the focus stays in the field. */
export function useCannedChoice(
  text: string,
  { botId, locale }: Pick<DialogSummary, 'botId' | 'locale'>,
  onChoose: (answer: CannedAnswer) => void,
): CannedChoice {
  const all = useDeskState(({ canned }) => canned);
  const listId = useId();
  const query = cannedQuery(text);
  const [at, setAt] = useState({ query, index: 0 });
  const isOpen = query !== null;
  const answers = isOpen ? findCanned(all, query, { botId, locale }) : [];
  // Another list of answers resets the active option.
  const active = at.query === query ? Math.min(at.index, Math.max(0, answers.length - 1)) : 0;
  const optionId = (index: number) => `${listId}-${index}`;

  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen || answers.length === 0) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const answer = answers[active];
    if (step !== undefined) setAt({ query, index: (active + step + answers.length) % answers.length });
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.nativeEvent.isComposing && answer)
      onChoose(answer);
    else return false;
    event.preventDefault();
    return true;
  };

  return {
    isOpen,
    listId,
    answers,
    active,
    optionId,
    choose: onChoose,
    onKeyDown,
    fieldProps: {
      'aria-autocomplete': 'list',
      ...(isOpen && answers.length > 0 ? { 'aria-controls': listId, 'aria-activedescendant': optionId(active) } : {}),
    },
  };
}
