/**
 * A language as Intl takes it; what it does not know is English.
 *
 * @example
 * supportedLocale('uk-UA'); // 'uk'
 */
export function supportedLocale(wanted: string): string {
  try {
    // `ua` is the country, and what many sites mean by the language.
    return Intl.getCanonicalLocales(wanted.replace('_', '-').replace(/^ua\b/i, 'uk'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}
