/**
 * The language tag in a form that `Intl` supports; `en` if there is none.
 *
 * @example
 * supportedLocale('uk-UA'); // 'uk'
 */
export function supportedLocale(wanted: string): string {
  try {
    // Many sites use the country code `ua` instead of the language code `uk`.
    return Intl.getCanonicalLocales(wanted.replace('_', '-').replace(/^ua\b/i, 'uk'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}
