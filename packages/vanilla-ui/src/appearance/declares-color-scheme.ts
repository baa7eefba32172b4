/**
 * Whether the page declares its colour schemes, with `color-scheme` in a style sheet or with the meta element.
 * Otherwise the visitor's system decides.
 */
export function declaresColorScheme(host: Element): boolean {
  if (document.querySelector('meta[name="color-scheme"]')) return true;
  const { colorScheme } = getComputedStyle(host.parentElement ?? document.documentElement);
  return (colorScheme || 'normal') !== 'normal';
}
