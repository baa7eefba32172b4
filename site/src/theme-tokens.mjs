import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './pages.mjs';

const ID = 'virtual:theme-tokens';

/** The custom properties in the table of docs/theming.md, which is written from the style sheets. */
function themeTokens() {
  const rows = readFileSync(join(root, 'docs/theming.md'), 'utf8').matchAll(/^\| `--cc-([a-z-]+)` \| ([^|]+) \|/gm);
  return [...rows].map(([, name, meaning]) => ({ name, meaning: meaning.trim() }));
}

/** The module `virtual:theme-tokens` for the theme editor. */
export const themeTokensPlugin = {
  name: 'theme-tokens',
  resolveId: (id) => (id === ID ? `\0${ID}` : null),
  load: (id) => (id === `\0${ID}` ? `export const TOKENS = ${JSON.stringify(themeTokens())};` : null),
};
