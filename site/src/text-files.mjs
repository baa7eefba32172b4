import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assembled } from './assemble.mjs';
import { proseOf, sections } from './pages.mjs';

/** The first paragraph of a page that is a sentence. */
const summaryOf = (text) =>
  proseOf(text)
    .split(/\n\s*\n/)
    .find((block) => /^[A-Z`[*]/.test(block.trim()) && !block.trim().startsWith('|'))
    ?.replaceAll('\n', ' ')
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .trim() ?? '';

/** The pages as Markdown beside their HTML, and llms.txt: the list of them. https://llmstxt.org */
export function writeTextFiles(dist) {
  const lines = [
    '# Connective Chat',
    '',
    '> A headless chat client for your own interface, with bindings for React and Vue, a widget and a server.',
  ];
  for (const { title, pages } of sections()) {
    lines.push('', `## ${title}`, '');
    for (const page of pages) {
      const target = join(dist, `${page.route}.md`);
      mkdirSync(dirname(target), { recursive: true });
      copyFileSync(join(assembled, `${page.route}.md`), target);
      lines.push(`- [${page.title}](/${page.route}.md): ${summaryOf(page.text)}`);
    }
  }
  writeFileSync(join(dist, 'llms.txt'), `${lines.join('\n')}\n`);
}
