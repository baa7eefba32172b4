import type { ColorScheme } from './color-scheme.types.ts';
import { colorsIn } from './colors-in.ts';
import { correctContrast } from './correct-contrast.ts';
import { formatColor } from './format-color.ts';
import { isColorValue } from './is-color-value.ts';
import { launcherTokensOf } from './launcher-tokens-of.ts';
import { readableOn } from './readable-on.ts';

/**
 * The custom properties of a scheme by name, with the contrast of each text on its own background corrected. Colours
 * that depend on accent and surface are computed in tokens.css, also for a scheme in a style sheet of the page.
 */
export function tokensOf(scheme: ColorScheme): Readonly<Record<string, string>> {
  const tokens: Record<string, string> = { ...launcherTokensOf(scheme) };
  const set = (name: string, value: unknown): void => {
    if (isColorValue(value)) tokens[`--cc-${name}`] = value.trim();
  };
  const pair = (name: string, bg: unknown, text: unknown): void => {
    const wanted = typeof text === 'string' ? text : undefined;
    if (!isColorValue(bg)) {
      set(`${name}-text`, wanted);
      return;
    }
    const corrected = correctContrast(bg.trim(), wanted);
    tokens[`--cc-${name}-bg`] = corrected.background;
    set(`${name}-text`, corrected.text);
  };

  const { device, header, sentMessage, receivedMessage, userInput, keyboardButton, inlineKeyboardButton } = scheme;
  set('accent', firstColor(scheme.accent) ?? firstColor(sentMessage?.bg) ?? firstColor(header?.bg));
  pair('header', header?.bg, header?.text);
  set('presence', header?.dot);
  pair('body', device?.container, undefined);
  set('thinking-dot', device?.dot);
  set('panel-border', device?.border);
  pair('sent', sentMessage?.bg, sentMessage?.text);
  pair('received', receivedMessage?.bg, receivedMessage?.text);
  pair('composer', userInput?.bg, userInput?.text);
  set('composer-border', userInput?.border);
  if (tokens['--cc-composer-text']) set('composer-send', readableOn(tokens['--cc-composer-text']));
  pair('keyboard', keyboardButton?.bg, keyboardButton?.text);
  set('keyboard-border', keyboardButton?.border);
  setInline(inlineKeyboardButton, set, pair);
  return tokens;
}

function setInline(
  button: ColorScheme['inlineKeyboardButton'],
  set: (name: string, value: unknown) => void,
  pair: (name: string, bg: unknown, text: unknown) => void,
): void {
  if (!button) return;
  // A text in the colour of its background would be invisible, so the colour is used for an outline.
  if (button.bg !== undefined && button.bg === button.text) {
    set('inline-border', button.bg);
    set('inline-outline', firstColor(button.bg));
  } else {
    pair('inline', button.bg, button.text);
    set('inline-border', button.bg);
  }
}

function firstColor(background: string | undefined): string | undefined {
  const first = typeof background === 'string' ? colorsIn(background)[0] : undefined;
  return first && formatColor(first);
}
