import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withSiteLinks } from './links.mjs';
import { root, sections } from './pages.mjs';
import { clientReference, widgetReference } from './reference.mjs';

/** VitePress reads the site's pages from here. */
export const assembled = join(root, '.cache/site');

/** Written only if it changed, so that the dev server reloads only what changed. */
function write(path, content) {
  const target = join(assembled, path);
  if (existsSync(target) && readFileSync(target, 'utf8') === content) return;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}

/** The address on GitHub of the file behind a page, for "Edit this page". */
const frontmatter = (source) => `---\nsource: ${source}\n---\n\n`;

/** Copies the pages into one folder, with the links of the site; `fresh` deletes what an earlier run left there. */
export function assemble({ fresh = false } = {}) {
  if (fresh) rmSync(assembled, { recursive: true, force: true });
  const all = sections().flatMap(({ pages }) => pages);
  const pages = new Map(all.map((page) => [page.source, page]));
  for (const page of all.filter(({ isGenerated }) => !isGenerated))
    write(`${page.route}.md`, frontmatter(page.source) + withSiteLinks(page, pages));
  write('index.md', readFileSync(join(root, 'site/home.md'), 'utf8'));
  cpSync(join(root, 'docs/images'), join(assembled, 'public/images'), { recursive: true });
  const changes = readdirSync(join(root, '.changeset')).filter((name) => name.endsWith('.md') && name !== 'README.md');
  write('changelog.md', changelog(changes.sort()));
  write('client-reference.md', clientReference());
  write('widget-reference.md', widgetReference());
}

/** The changes that the next release will contain, by package. */
function changelog(names) {
  const byPackage = new Map();
  for (const name of names) {
    const [, head = '', body = ''] =
      /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(join(root, '.changeset', name), 'utf8')) ?? [];
    for (const [, id, kind] of head.matchAll(/^'([^']+)': (\w+)$/gm)) {
      byPackage.set(id, [...(byPackage.get(id) ?? []), { kind, body: body.trim() }]);
    }
  }
  const released = readdirSync(join(root, 'packages'))
    .map((name) => join('packages', name, 'CHANGELOG.md'))
    .filter((path) => existsSync(join(root, path)))
    .map((path) => readFileSync(join(root, path), 'utf8').replace(/^(#+)/gm, '#$1'));
  const coming = [...byPackage].sort().map(([id, changes]) => {
    const items = changes.map(({ kind, body }) => `- *${kind}*: ${body.replaceAll('\n', '\n  ')}`);
    return `### ${id}\n\n${items.join('\n')}\n`;
  });
  return ['# Changelog\n', '## Next release\n', ...coming, ...released].join('\n');
}
