import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPage, root } from './support/examples.ts';

interface Manifest {
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const readManifest = (folder: string): Manifest => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

/** The folders that match a pattern of `workspaces`, such as `packages/*`. */
const foldersOf = (pattern: string): string[] =>
  pattern.endsWith('/*')
    ? readdirSync(join(root, pattern.slice(0, -2))).map((name) => join(pattern.slice(0, -2), name))
    : [pattern];

/** Each third-party package that a manifest declares, with the declared versions. */
function declared(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const folders = ['.', ...(readManifest('.').workspaces ?? []).flatMap(foldersOf)];
  for (const folder of folders.filter((each) => existsSync(join(root, each, 'package.json')))) {
    const { dependencies = {}, devDependencies = {} } = readManifest(folder);
    for (const [name, version] of Object.entries({ ...devDependencies, ...dependencies })) {
      if (name.startsWith('@connective-chat/')) continue;
      found.set(name, (found.get(name) ?? new Set()).add(version.replace(/^npm:.*@/, '')));
    }
  }
  return found;
}

it('docs/dependencies.md has a row with the current version for every declared package, and no extra rows', () => {
  const rows = readPage('dependencies.md').matchAll(/^\| `([^`]+)` \| (\d[^ ]*) \|.*\| (.*) \|$/gm);
  const listed = new Map([...rows].map(([, name = '', version = '', reason = '']) => [name, { version, reason }]));
  const packages = declared();
  expect(
    [...packages.keys()].filter((name) => !listed.has(name)),
    'missing on the page',
  ).toEqual([]);
  expect(
    [...listed.keys()].filter((name) => !packages.has(name)),
    'not declared any more',
  ).toEqual([]);
  for (const [name, { version, reason }] of listed) {
    expect(reason, `${name}: what for`).not.toBe('');
    const exact = [...(packages.get(name) ?? [])].filter((each) => /^\d/.test(each));
    if (exact.length > 0) expect(exact, name).toContain(version);
  }
});
