import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decisions, generated, navigation } from './navigation.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The address of a page in the site, without an extension: `docs/hooks/README.md` is `hooks/index`. */
const routeOf = (source) =>
  source
    .replace(/^docs\//, '')
    .replace(/\.md$/, '')
    .replace(/(^|\/)README$/, '$1index')
    .toLowerCase();

/** The text of a page without its code blocks. */
export const proseOf = (text) => text.replace(/^( *)(```+)[\s\S]*?^\1\2$/gm, '');

const titleOf = (text) => /^# (.+)$/m.exec(proseOf(text))?.[1]?.replaceAll('`', '') ?? '';

/** The anchor of a heading, as GitHub generates it: the same links work there and in the site. */
export const slugOf = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const filesIn = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `${folder}/${name}`);

/** The sections of the sidebar, each with its pages. */
export function sections() {
  return [...navigation, { title: decisions.title, collapsed: true, pages: filesIn(decisions.folder) }].map(
    ({ title, collapsed, pages }) => ({
      title,
      collapsed,
      pages: [
        ...pages.map((source) => {
          const text = readFileSync(join(root, source), 'utf8');
          return { source, route: routeOf(source), title: titleOf(text), text };
        }),
        // Their text is written when the site is assembled.
        ...generated
          .filter(({ section }) => section === title)
          .map(({ source, route, title: name }) => ({ source, route, title: name, text: '', isGenerated: true })),
      ],
    }),
  );
}
