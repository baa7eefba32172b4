#!/usr/bin/env node
// Writes the table of custom properties in docs/theming.md from the style sheets of the widget. A property that no row
// explains, or a row of a property that no style sheet reads, is an error.
// usage: node scripts/token-docs.mjs [--update]      without it, a difference is an error
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'docs/theming.md');
const styles = join(root, 'packages/vanilla-ui/src/styles');

/** What a property is for, and the option that sets it. */
const MEANINGS = {
  accent: ['own messages, buttons, links, focus', '`colors.accent`'],
  'body-bg': ['behind the messages', '`colors.device.container`'],
  'body-text': ['times and notices on it', 'derived from `colors.device.container`'],
  'composer-bg': ['the input', '`colors.userInput.bg`'],
  'composer-border': ['its border', '`colors.userInput.border`'],
  'composer-send': ['the icon of the send button', 'derived from `colors.userInput.text`'],
  'composer-text': ['text and icons in it', '`colors.userInput.text`'],
  error: ['errors', ''],
  font: ['the font of all texts', ''],
  'header-bg': ['the header', '`colors.header.bg`'],
  'header-text': ['text and icons in it', '`colors.header.text`'],
  'inline-bg': ['a button under a message', '`colors.inlineKeyboardButton.bg`'],
  'inline-border': ['its border', '`colors.inlineKeyboardButton.bg`'],
  'inline-outline': ['an outlined button', '`colors.inlineKeyboardButton`, if `bg` and `text` are equal'],
  'inline-text': ['its text', '`colors.inlineKeyboardButton.text`'],
  'keyboard-bg': ['a quick reply', '`colors.keyboardButton.bg`'],
  'keyboard-border': ['its border', '`colors.keyboardButton.border`'],
  'keyboard-text': ['its text', '`colors.keyboardButton.text`'],
  'launcher-bg': ['the launcher', '`colors.device.bg`'],
  'launcher-text': ['its icon', 'derived from `colors.device.bg`'],
  line: ['the borders of cards, approvals and the second pane', ''],
  muted: ['secondary texts', ''],
  'on-accent': ['text and icons on the accent', ''],
  'panel-border': ['the border of the window', '`colors.device.border`'],
  'place-offset': ['the distance to the edges', '`position.offset`'],
  'place-z': ['the layer', '`zIndex`'],
  presence: ['the dot of an operator who is online', '`colors.header.dot`'],
  'received-bg': ['a received message', '`colors.receivedMessage.bg`'],
  'received-text': ['its text', '`colors.receivedMessage.text`'],
  'sent-bg': ["the visitor's message", '`colors.sentMessage.bg`'],
  'sent-text': ['its text', '`colors.sentMessage.text`'],
  success: ['success, such as a finished step', ''],
  surface: ['the window', ''],
  text: ['texts', ''],
  'thinking-dot': ['the dots of "agent thinking"', '`colors.device.dot`'],
};

/** The default of each property: what the style sheets use if it is not set. */
function defaults() {
  const found = new Map();
  for (const file of readdirSync(styles)
    .filter((name) => name.endsWith('.css'))
    .sort()) {
    const css = readFileSync(join(styles, file), 'utf8').replaceAll(/\s+/g, ' ');
    for (const match of css.matchAll(/var\( ?--cc-([a-z-]+), ?/g)) {
      let depth = 1;
      let end = match.index + match[0].length;
      for (const start = end; depth > 0 && end - start < 1000; end += 1) {
        if (css[end] === '(') depth += 1;
        if (css[end] === ')') depth -= 1;
      }
      const value = css.slice(match.index + match[0].length, end - 1).trim();
      if (!found.has(match[1])) found.set(match[1], value);
    }
  }
  return found;
}

/** A default in words: internal names of the style sheets mean nothing to a reader. */
const readable = (value) => (/var\(|color\(/.test(value) ? 'derived' : `\`${value}\``);

const found = defaults();
const unexplained = [...found.keys()].filter((name) => !(name in MEANINGS));
const unused = Object.keys(MEANINGS).filter((name) => !found.has(name));
if (unexplained.length > 0 || unused.length > 0) {
  console.error(`scripts/token-docs.mjs: not explained: ${unexplained.join(', ')}; not used: ${unused.join(', ')}`);
  process.exit(1);
}

const rows = Object.entries(MEANINGS).map(
  ([name, [meaning, option]]) => `| \`--cc-${name}\` | ${meaning} | ${readable(found.get(name))} | ${option} |`,
);
const table = ['| property | of | default | option |', '|---|---|---|---|', ...rows].join('\n');

const before = readFileSync(page, 'utf8');
const after = before.replace(/(<!-- tokens -->\n)[\s\S]*?(<!-- \/tokens -->)/, `$1\n${table}\n\n$2`);
if (process.argv.includes('--update')) {
  writeFileSync(page, after);
} else if (after !== before) {
  console.error('docs/theming.md differs from the style sheets: run "npm run docs:update" and review the difference');
  process.exit(1);
}
