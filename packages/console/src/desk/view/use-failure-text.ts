import { useCallback } from 'react';
import { useNamesOf } from '../../shell/locale/use-names-of.ts';
import { FAILURE_MESSAGES } from './failure-messages.ts';

/** Describes in the language of the page why something failed, by its code. */
export function useFailureText(): (code: string) => string {
  const textOf = useNamesOf(FAILURE_MESSAGES);
  // A newer server may have further codes.
  return useCallback((code) => textOf(code) ?? textOf('INTERNAL') ?? code, [textOf]);
}
