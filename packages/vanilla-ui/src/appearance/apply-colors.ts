import type { ColorScheme } from './color-scheme.types.ts';
import { plainColors } from './plain-colors.ts';
import { tokensOf } from './tokens-of.ts';

/**
 * Sets the custom properties of a scheme on an element, and removes those of an earlier scheme that are missing in it.
 */
export function applyColors(element: HTMLElement, scheme: ColorScheme): void {
  const tokens = tokensOf(plainColors(scheme));
  for (const name of Array.from(element.style)) {
    if (name.startsWith('--cc-') && !name.startsWith('--cc-place-') && !(name in tokens)) {
      element.style.removeProperty(name);
    }
  }
  for (const [name, value] of Object.entries(tokens)) element.style.setProperty(name, value);
}
