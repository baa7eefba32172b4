import type { Problem } from '@connective-chat/contracts/problem';
import { useCallback } from 'react';
import { type MessageDescriptor, useIntl } from 'react-intl';
import { useNamesOf } from '../locale/use-names-of.ts';
import { BRANCH_NAMES } from './branch-names.ts';
import { PROBLEM_MESSAGES } from './problem-messages.ts';

/** Describes problems in the language of the page; an unknown one of a newer server is described as invalid. */
export function useProblemText(): (problem: Pick<Problem, 'code' | 'params'>) => string {
  const { formatMessage: t } = useIntl();
  const branchName = useNamesOf(BRANCH_NAMES);
  return useCallback(
    ({ code, params = {} }) => {
      const messages: Readonly<Record<string, MessageDescriptor>> = PROBLEM_MESSAGES;
      const message = messages[Object.hasOwn(messages, code) ? code : 'invalid'] as MessageDescriptor;
      const { branch } = params;
      return t(message, typeof branch === 'string' ? { ...params, branch: branchName(branch) ?? branch } : params);
    },
    [t, branchName],
  );
}
