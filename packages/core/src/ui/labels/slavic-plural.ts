/**
 * A count with its noun in the three forms that Ukrainian and Russian have. The rules are asked when they are needed,
 * so that a language that a page does not use leaves nothing in its bundle.
 */
export function slavicPlural(locale: 'uk' | 'ru', count: number, one: string, few: string, many: string): string {
  const rule = new Intl.PluralRules(locale).select(count);
  return `${count} ${{ one, few, many }[rule as string] ?? many}`;
}
