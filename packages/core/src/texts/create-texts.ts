import { directionOf } from './direction-of.ts';
import { formatSize } from './format-size.ts';
import type { PluralText, TextDictionary, Texts } from './texts.types.ts';

const DAY_MS = 86_400_000;
/** Texts with an ordinal number instead of a count. */
const ORDINALS: ReadonlySet<keyof TextDictionary> = new Set(['subtitleQueued']);

/**
 * Creates the texts of a language from its dictionary. The dictionary is read with each call, so a replaced entry is
 * used from the next call on.
 *
 * @param locale a BCP 47 tag that `Intl` knows; see `supportedLocale()`
 * @example
 * const texts = createTexts('de', { ...english, send: 'Senden' });
 */
export function createTexts(locale: string, dictionary: TextDictionary): Texts {
  // Each is created on first use: together they take 20 ms, and a chat that opens needs only some of them.
  const cardinal = lazily(() => new Intl.PluralRules(locale));
  const ordinal = lazily(() => new Intl.PluralRules(locale, { type: 'ordinal' }));
  const time = lazily(() => new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }));
  const relative = lazily(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const pluralOf = (text: PluralText, key: keyof TextDictionary, n: number): string =>
    text[(ORDINALS.has(key) ? ordinal() : cardinal()).select(n)] ?? text.other;
  const t: Texts['t'] = (key, values = {}) => {
    const text = dictionary[key];
    const template = typeof text === 'string' ? text : pluralOf(text, key, Number(values.n ?? 0));
    return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };

  return {
    t,
    locale,
    direction: directionOf(locale),
    time: (at: Date) => time().format(at),
    day(at: Date, now: Date): string {
      const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY_MS);
      if (days === 0 || days === -1) return capitalize(relative().format(days, 'day'), locale);
      const year = at.getFullYear() === now.getFullYear() ? undefined : 'numeric';
      return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year }).format(at);
    },
    size: (bytes: number) => formatSize(bytes, locale),
  };
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const startOfDay = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

const capitalize = (text: string, locale: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
