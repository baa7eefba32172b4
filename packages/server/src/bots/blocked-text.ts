import { type Blocking, DEFAULT_BLOCKED_TEXTS } from '@connective-chat/contracts/bot';
import { type Localized, localize } from '@connective-chat/contracts/scenario';

/** The text for a visitor of a blocked address, in their language: that of the settings, or the default one. */
export function blockedText(blocking: Pick<Blocking, 'texts'> | undefined, locale: string): string {
  const own = Object.entries(blocking?.texts ?? {}).filter(([, text]) => text.trim() !== '');
  const texts: Localized = { ...DEFAULT_BLOCKED_TEXTS, ...Object.fromEntries(own) };
  return localize(texts, locale);
}
