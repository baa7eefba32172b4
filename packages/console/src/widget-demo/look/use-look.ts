import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { EMPTY_LOOK, type Look } from './look.ts';
import { decodeLook, encodeLook } from './look-param.ts';

const WRITE_AFTER_MS = 250;

export interface LookState {
  readonly look: Look;
  /** Whether the look comes from the URL or an edit: then the saved look of the bot does not replace it. */
  readonly isChosen: boolean;
  change(part: Partial<Look>): void;
  replace(look: Look): void;
  /** The saved look of the bot. */
  begin(look: Look): void;
}

/** The edited look. It is part of the URL, so that it can be linked and survives navigation. */
export function useLook(): LookState {
  const [params, setParams] = useSearchParams();
  const [state, setState] = useState(() => {
    const look = decodeLook(params.get('look'));
    return { look: look ?? EMPTY_LOOK, isChosen: look !== null };
  });
  const word = state.isChosen ? encodeLook(state.look) : null;
  useEffect(() => {
    const timer = setTimeout(() => {
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (word) next.set('look', word);
          else next.delete('look');
          return next;
        },
        { replace: true, preventScrollReset: true },
      );
    }, WRITE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [word, setParams]);
  return {
    ...state,
    change: (part) => setState(({ look }) => ({ look: { ...look, ...part }, isChosen: true })),
    replace: (look) => setState({ look, isChosen: true }),
    begin: (look) => setState((before) => (before.isChosen ? before : { look, isChosen: false })),
  };
}
