/// <reference types="vite/client" />
import page from '../../docs/theming.md?raw';

/** A custom property of the widget. */
export interface ThemeToken {
  /** With the dashes: `--cc-accent`. */
  readonly property: string;
  readonly meaning: string;
}

/** The table of docs/theming.md, which is written from the style sheets. */
export const THEME_TOKENS: readonly ThemeToken[] = [...page.matchAll(/^\| `(--cc-[a-z-]+)` \| ([^|]+) \|/gm)].map(
  ([, property = '', meaning = '']) => ({ property, meaning: meaning.trim() }),
);
