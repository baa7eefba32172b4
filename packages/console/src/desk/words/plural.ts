type Forms = readonly [one: string, few: string, many: string];

const rules = { uk: new Intl.PluralRules('uk'), ru: new Intl.PluralRules('ru') };

/** The form of a word after a number, in languages that have three of them. */
export function plural(locale: keyof typeof rules, count: number, [one, few, many]: Forms): string {
  const rule = rules[locale].select(count);
  return `${count} ${rule === 'one' ? one : rule === 'few' ? few : many}`;
}
