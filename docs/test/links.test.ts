import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { pages, root, shown } from './support/examples.ts';

/** The anchors that GitHub generates from the headings of a page. */
function anchorsOf(path: string): Set<string> {
  const text = readFileSync(path, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  const headings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

function problemsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.flatMap((link) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [path = '', anchor] = link.split('#');
    const target = path ? join(dirname(file), path) : file;
    if (!existsSync(target)) return [`${shown(file)}: ${link} leads nowhere`];
    if (!anchor || statSync(target).isDirectory() || anchorsOf(target).has(anchor)) return [];
    return [`${shown(file)}: ${link} names no heading`];
  });
}

it('every link in the docs resolves', () => {
  const files = [
    join(root, 'README.md'),
    join(root, 'CONTRIBUTING.md'),
    ...pages().map((page) => join(root, 'docs', page)),
  ];
  expect(files.flatMap(problemsOf)).toEqual([]);
});

it('package READMEs use absolute links to files that exist', () => {
  const prefix = 'https://github.com/connective-chat/connective-chat/blob/main/';
  for (const name of readdirSync(join(root, 'packages'))) {
    const file = join(root, 'packages', name, 'README.md');
    expect(existsSync(file), shown(file)).toBe(true);
    const links = [...readFileSync(file, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    for (const link of links) {
      expect(link, shown(file)).toMatch(/^https:/);
      const path = link.startsWith(prefix) ? link.slice(prefix.length).split('#', 1)[0] : '';
      expect(existsSync(join(root, path ?? '')), `${shown(file)}: ${link}`).toBe(true);
    }
  }
});

it('every hook has a page, and every hook page covers both frameworks', async () => {
  const [react, vue] = await Promise.all([import('@connective-chat/react'), import('@connective-chat/vue')]);
  const names = (module: object) =>
    Object.keys(module)
      .filter((name) => /^use[A-Z]/.test(name))
      .sort();
  expect(names(vue)).toEqual(names(react));
  for (const name of names(react)) {
    const page = `hooks/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.md`;
    expect(pages(), name).toContain(page);
    const text = readFileSync(join(root, 'docs', page), 'utf8');
    expect(text, page).toMatch(new RegExp(`^# ${name}\\n[\\s\\S]*^## React$[\\s\\S]*^## Vue$`, 'm'));
  }
});
