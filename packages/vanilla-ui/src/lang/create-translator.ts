import { directionOf } from './direction-of.ts';
import type { PluralText, Texts } from './texts.types.ts';

export type TextValues = Readonly<Record<string, string | number>>;

/** The widget's voice in one language: its texts, numbers, days and times. */
export interface Translator {
  (key: keyof Texts, values?: TextValues): string;
  /** BCP 47, for `lang`. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  time(at: Date): string;
  /** `Today`, `Yesterday`, or the date. */
  day(at: Date, now: Date): string;
}

/** Speaks a language, with its rules for numbers, days and times. */
export function createTranslator(locale: string, texts: Texts): Translator {
  const cardinal = new Intl.PluralRules(locale);
  const ordinal = new Intl.PluralRules(locale, { type: 'ordinal' });
  const timeFormat = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

  const translate = (key: keyof Texts, values: TextValues = {}): string => {
    const text = texts[key];
    const template = typeof text === 'string' ? text : pluralOf(text, key, Number(values.n ?? 0));
    return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
  const pluralOf = (text: PluralText, key: keyof Texts, n: number): string =>
    text[(key === 'subtitleQueued' ? ordinal : cardinal).select(n)] ?? text.other;

  return Object.assign(translate, {
    locale,
    direction: directionOf(locale),
    time: (at: Date) => timeFormat.format(at),
    day(at: Date, now: Date): string {
      const days = Math.round((startOfDay(at) - startOfDay(now)) / 86_400_000);
      if (days === 0 || days === -1) return capitalize(relative.format(days, 'day'), locale);
      const year = at.getFullYear() === now.getFullYear() ? undefined : ('numeric' as const);
      const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', ...(year && { year }) };
      return new Intl.DateTimeFormat(locale, options).format(at);
    },
  });
}

const startOfDay = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

const capitalize = (text: string, locale: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
