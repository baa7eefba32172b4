import { useCallback } from 'react';
import { type MessageDescriptor, useIntl } from 'react-intl';

/**
 * Looks up messages by keys that may be unknown to this page, e.g. a node type of a newer server.
 *
 * @returns undefined for a key without a message
 */
export function useNamesOf(messages: Readonly<Record<string, MessageDescriptor>>): (key: string) => string | undefined {
  const { formatMessage: t } = useIntl();
  return useCallback(
    (key) => {
      const message = Object.hasOwn(messages, key) ? messages[key] : undefined;
      return message && t(message);
    },
    [t, messages],
  );
}
