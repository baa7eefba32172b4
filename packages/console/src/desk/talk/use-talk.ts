import { useRef } from 'react';
import { useDeskState } from '../desk-context.tsx';
import type { Talk } from '../store/desk-state.types.ts';

/**
 * An open conversation. It does not change with the text of a streamed answer, which is different many times a second:
 * only the body of its row reads that.
 */
export function useTalk(id: string): Talk | undefined {
  const held = useRef<Talk | undefined>(undefined);
  return useDeskState(({ talks }) => {
    const talk = talks.get(id);
    if (!talk || !held.current || !differsInTextOnly(held.current, talk)) held.current = talk;
    return held.current;
  });
}

function differsInTextOnly({ answers: before, ...held }: Talk, { answers, ...talk }: Talk): boolean {
  const names = Object.keys(talk) as (keyof typeof talk)[];
  return (
    names.every((name) => held[name] === talk[name]) &&
    before.length === answers.length &&
    before.every(({ id }, index) => id === answers[index]?.id)
  );
}
