import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { proseOf, root, slugOf } from './pages.mjs';

const REPOSITORY = 'https://github.com/connective-chat/connective-chat/blob/main/';
const LINK = /(?<=\]\()([^)\s]+)(?=\))/g;

const linksOf = (text) => [...proseOf(text).matchAll(LINK)].map(([link]) => link);

/** The anchors of a page. A repeated heading gets a number, as on GitHub. */
export function anchorsOf(text) {
  const seen = new Map();
  return new Set(
    [...proseOf(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => {
      const slug = slugOf(heading);
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    }),
  );
}

/** The path in the repository that a link of a page means, and the anchor; `null` for a link to another site. */
function targetOf(source, link) {
  const address = link.startsWith(REPOSITORY) ? `/${link.slice(REPOSITORY.length)}` : link;
  if (/^[a-z]+:/i.test(address)) return null;
  const [path, anchor] = address.split('#');
  const target = path.startsWith('/') ? path.slice(1) : path ? join(dirname(source), path) : source;
  return { path: target.replace(/\/$/, ''), anchor };
}

/** A page of the site at the address of a link, also for a folder with a README; `undefined` for another file. */
const pageAt = (pages, path) => pages.get(path) ?? pages.get(`${path}/README.md`);

/** The text of a page with the links of the site: to its pages by their route, to other files in the repository. */
export function withSiteLinks({ source, route, text }, pages) {
  const parts = text.split(/(^ *```[\s\S]*?^ *```$)/m);
  const rewrite = (link) => {
    const target = targetOf(source, link);
    if (!target) return link;
    const anchor = target.anchor ? `#${target.anchor}` : '';
    const page = pageAt(pages, target.path);
    if (page) return page.route === route && anchor ? anchor : `/${page.route}.md${anchor}`;
    if (/\.(png|svg|gif|webp)$/.test(target.path)) return `/${target.path.replace(/^docs\//, '')}`;
    return `${REPOSITORY}${target.path}${anchor}`;
  };
  return parts.map((part, index) => (index % 2 ? part : part.replaceAll(LINK, rewrite))).join('');
}

/** What is wrong with the links of a page. */
export function problemsOf({ source, text }, pages) {
  return linksOf(text).flatMap((link) => {
    const target = targetOf(source, link);
    if (!target) return [];
    if (!existsSync(join(root, target.path))) return [`${source}: ${link} leads nowhere`];
    const page = pageAt(pages, target.path);
    if (!target.anchor || !page || anchorsOf(page.text).has(target.anchor)) return [];
    return [`${source}: ${link} names no heading of ${relative('.', page.source)}`];
  });
}
