import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/root.ts';
import type { Review } from './compare-gallery.ts';

const folder = join(root, 'e2e/test-results/pictures');

const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { margin: 0; background: light-dark(#f4f4f2, #131417); color: light-dark(#1c1c1a, #ececea); }
  header, section { padding: 20px 24px; max-inline-size: 1500px; margin-inline: auto; }
  h1 { font-size: 22px; margin: 0; } h2 { font-size: 17px; margin: 0 0 4px; } p { margin: 0 0 12px; color: light-dark(#5c5c57, #a9a9a3); }
  .pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); gap: 16px; align-items: start; }
  figure { margin: 0; } figcaption { font-weight: 600; margin-block-end: 6px; }
  img { inline-size: 100%; border: 1px solid light-dark(#d8d8d3, #34363c); border-radius: 6px; background: #fff; display: block; }
  code { font-size: 13px; }`;

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Writes a page with each changed picture before, after, and with the difference in red. Returns its path. */
export function writeReviewPage(reviews: readonly Review[]): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const figure = (name: string, kind: string, png: Buffer | null): string => {
    if (!png) return '';
    const file = `${name}.${kind}.png`;
    writeFileSync(join(folder, file), png);
    return `<figure><figcaption>${kind}</figcaption><a href="${file}"><img src="${file}" alt="${escapeHtml(`${name}, ${kind}`)}"></a></figure>`;
  };
  const sections = reviews.map(
    ({ name, difference, before, after, picture }) =>
      `<section><h2>${escapeHtml(name)}</h2><p>${escapeHtml(difference)}</p><div class="pictures">${figure(name, 'before', before)}${figure(name, 'after', after)}${figure(name, 'difference', picture)}</div></section>`,
  );
  const path = join(folder, 'index.html');
  writeFileSync(
    path,
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Pictures that differ</title><style>${STYLE}</style></head><body>
<header><h1>${reviews.length} pictures differ</h1><p>If the change is intended: <code>npm run pictures:update</code>, and commit the new pictures.</p></header>
${sections.join('\n')}</body></html>\n`,
  );
  return path;
}
