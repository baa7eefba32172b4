import type { ConnectionState } from '../client/chat-state.types.ts';
import { englishTexts } from '../texts/english-texts.ts';
import type { Texts } from '../texts/texts.types.ts';

/**
 * A text about the state of the connection; `null` if there is nothing to tell. A final refusal is described by the
 * server's text for visitors if there is one, as for a blocked address.
 *
 * @param now the current time in ms, for the countdown to the next attempt
 * @example describeConnection(chat.connection.get(), Date.now(), texts) // 'No connection. Next try in 4 s.'
 */
export function describeConnection(
  { status, willRetryAt, error }: ConnectionState,
  now: number,
  texts: Texts = englishTexts,
): string | null {
  if (status === 'refused') return error?.text || texts.t('refused');
  if (status !== 'reconnecting') return null;
  const seconds = willRetryAt === null ? 0 : Math.max(0, Math.ceil((willRetryAt - now) / 1000));
  return seconds > 0 ? texts.t('offlineRetry', { n: seconds }) : texts.t('offline');
}
