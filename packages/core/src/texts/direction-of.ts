const RTL = /^(ar|arc|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i;

/**
 * The writing direction of a language.
 *
 * @example
 * document.documentElement.dir = directionOf('ar'); // 'rtl'
 */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return RTL.test(locale) ? 'rtl' : 'ltr';
}
