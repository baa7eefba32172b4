import type { ColorScheme } from './color-scheme.types.ts';
import { isColorValue } from './is-color-value.ts';
import { readableOn } from './readable-on.ts';

/** The two custom properties that the launcher needs before the rest of the appearance is loaded. */
export function launcherTokensOf(scheme: ColorScheme): Readonly<Record<string, string>> {
  const background = scheme.device?.bg ?? scheme.header?.bg ?? scheme.accent ?? scheme.sentMessage?.bg;
  if (!isColorValue(background)) return {};
  // An icon needs a contrast of 3; a text would need 4.5.
  return { '--cc-launcher-bg': background, '--cc-launcher-text': readableOn(background, '#fff', 3) };
}
