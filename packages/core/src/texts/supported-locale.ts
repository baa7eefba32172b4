/**
 * A language tag that Intl supports; English if it does not.
 *
 * @example
 * supportedLocale('uk-UA'); // 'uk'
 */
export function supportedLocale(wanted: string): string {
  try {
    // Many sites use the country code `ua` for the language.
    return Intl.getCanonicalLocales(wanted.replace('_', '-').replace(/^ua\b/i, 'uk'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}
