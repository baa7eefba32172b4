#!/usr/bin/env node
// Fails if a page of docs is not in the navigation, is there twice, has no title, or has a link that leads nowhere.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { problemsOf } from './links.mjs';
import { root, sections } from './pages.mjs';

const all = sections().flatMap(({ pages }) => pages);
const pages = new Map(all.map((page) => [page.source, page]));
const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
  .map((name) => `docs/${name.replaceAll('\\', '/')}`);

const problems = [
  ...docs.filter((source) => !pages.has(source)).map((source) => `${source} is not in site/src/navigation.mjs`),
  ...all
    .filter(({ route }, index) => all.findIndex((page) => page.route === route) !== index)
    .map(({ source, route }) => `${source}: another page has the address ${route}`),
  ...all.filter(({ title }) => title === '').map(({ source }) => `${source} has no first heading`),
  ...all.flatMap((page) => problemsOf(page, pages)),
];

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
