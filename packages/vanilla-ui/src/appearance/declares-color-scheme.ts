/**
 * Whether the page says which colour schemes it has, by `color-scheme` of a style sheet or by the meta element. A page
 * that says nothing leaves it to the visitor's system.
 */
export function declaresColorScheme(host: Element): boolean {
  const { colorScheme } = getComputedStyle(host.parentElement ?? document.documentElement);
  return (colorScheme || 'normal') !== 'normal' || document.querySelector('meta[name="color-scheme"]') !== null;
}
