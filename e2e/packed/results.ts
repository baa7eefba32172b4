import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { root } from '../../docs/test/support/examples.ts';
import { APPS } from './apps.ts';
import type { PackedApp } from './packed-app.types.ts';

/** What a run found out about an application that passed every step. */
export interface PackedResult {
  readonly date: string;
  readonly node: string;
  /** Installed versions, by package. */
  readonly versions: Readonly<Record<string, string>>;
  /** How long each step took. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** The results of one run, by application. All are on the same Node. */
export type RunResults = Readonly<Record<string, PackedResult>>;

/** The last result of each application on each major version of Node. */
export type PackedResults = Readonly<Record<string, Readonly<Record<string, PackedResult>>>>;

const FILE = join(root, 'e2e/packed/results.json');
const PAGE = join(root, 'docs/compatibility.md');
const BLOCK = /(?<=<!-- packed -->\n)[\s\S]*(?=<!-- \/packed -->)/;

export const readResults = (): PackedResults => (existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {});

/** The applications as they are declared. Their addresses do not matter here. */
export const declaredApps = (): readonly PackedApp[] =>
  Object.values(APPS).map((appAt) => appAt({ server: 'http://127.0.0.1:1', port: 1, programPort: 1 }));

const COMPILERS = ['typescript', 'vue-tsc', 'tsx'];

function typesCell({ types }: PackedApp, versions: PackedResult['versions']): string {
  if (types.modules.length === 0) return '';
  const checks = [...types.modules, ...(types.framework ? [types.framework.join(' ')] : [])];
  return `TypeScript ${versions.typescript}: ${checks.map((check) => `\`${check}\``).join(', ')}`;
}

function useCell({ pages, run, serve }: PackedApp): string {
  const visited = (pages ?? []).map(({ ui }) => (ui === 'form' ? 'a UI of its own' : 'the widget'));
  const parts = run && serve ? ['its own server'] : [];
  return visited.length > 0 ? `browser: ${[...visited, ...parts].join(', ')}` : 'Node: a program';
}

function row(app: PackedApp, [newest, ...others]: readonly [PackedResult, ...PackedResult[]]): string {
  const installed = Object.entries(newest.versions)
    .filter(([name]) => !name.startsWith('@types/') && !COMPILERS.includes(name))
    .map(([name, version]) => `${name} ${version}`);
  const build = app.build ? `\`${app.build.join(' ')}\`` : '';
  const nodes = [newest, ...others].map(({ node, date }) => `${node} (${date})`).join(', ');
  return `| ${[app.name, installed.join(', '), typesCell(app, newest.versions), build, useCell(app), nodes].join(' | ')} |`;
}

/** The table of docs/compatibility.md. */
export function tableOf(results: PackedResults): string {
  const rows = declaredApps().flatMap((app) => {
    const [newest, ...others] = Object.values(results[app.name] ?? {}).reverse();
    return newest ? [row(app, [newest, ...others])] : [];
  });
  return `
| application | installed with | strict types | build | conversation | passed on Node |
|---|---|---|---|---|---|
${rows.join('\n')}

`;
}

export const recordedTable = (): string | undefined => BLOCK.exec(readFileSync(PAGE, 'utf8'))?.[0];

/** Keeps the results of a run beside those of other applications and other versions of Node, and writes the table. */
export function recordResults(latest: RunResults): void {
  const earlier = readResults();
  const added = Object.entries(latest).map(([name, result]) => {
    const [major = ''] = result.node.split('.');
    // Results with other versions of the packages say nothing about the application as it is now.
    const kept = Object.entries(earlier[name] ?? {}).filter(([, each]) =>
      isDeepStrictEqual(each.versions, result.versions),
    );
    return [name, { ...Object.fromEntries(kept), [major]: result }];
  });
  const results: PackedResults = { ...earlier, ...Object.fromEntries(added) };
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(
    PAGE,
    readFileSync(PAGE, 'utf8').replace(BLOCK, () => tableOf(results)),
  );
}
