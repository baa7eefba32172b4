import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADMIN_CODES } from '@connective-chat/contracts/admin';
import { OPERATOR_CODES } from '@connective-chat/contracts/operator';
import { PROBLEM_TEXTS } from '@connective-chat/contracts/problem';
import { CODES } from '@connective-chat/core/protocol';
import { expect, it } from 'vitest';
import { errorPage } from '../../packages/core/src/client/error-page.ts';
import { pages, readPage, root } from './support/examples.ts';

const BROWSER = ['core', 'react', 'vue', 'vanilla-ui'];

/** Every source file of a package as one text, without block comments: they show calls of the host. */
const sourceOf = (name: string): string => {
  const folder = join(root, 'packages', name, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '');
};

/** The codes that a source passes to an error of the client or of the server. */
const codesIn = (source: string): string[] =>
  [...source.matchAll(/(?:ChatError|passingError|Refused|ApiRefusal|AccountError)\(\s*(?:\d+,\s*)?'([A-Z_]+)'/g)].map(
    ([, code = '']) => code,
  );

/** The codes in the union `ChatErrorCode`, some of which are passed as a variable. */
function clientCodes(): string[] {
  const source = readFileSync(join(root, 'packages/core/src/errors.ts'), 'utf8');
  const [, union = ''] = /type ChatErrorCode =([^;]+);/.exec(source) ?? [];
  return [...union.matchAll(/'([A-Z_]+)'/g)].map(([, code = '']) => code);
}

const errorPages = pages().filter((page) => page.startsWith('errors/'));

it('every error code of the client and of the server has a section in docs/errors', () => {
  const sources = [...BROWSER, 'server'].map(sourceOf).flatMap(codesIn);
  expect(sources.length).toBeGreaterThan(50);
  const codes = [...sources, ...clientCodes(), ...Object.keys({ ...CODES, ...ADMIN_CODES, ...OPERATOR_CODES })];
  const headings = errorPages.flatMap((page) =>
    [...readPage(page).matchAll(/^##? ([A-Z_]+)(?: |$)/gm)].map(([, code]) => code),
  );
  expect([...new Set(codes)].filter((code) => !headings.includes(code))).toEqual([]);
});

it('the overview of docs/errors names every section with a code, and every code of a field is listed', () => {
  const overview = readPage('errors/README.md');
  const sections = errorPages.flatMap((page) =>
    [...readPage(page).matchAll(/^##? ([A-Z_]{4,})$/gm)].map(([, code = '']) => code),
  );
  expect(sections.filter((code) => !overview.includes(`\`${code}\``))).toEqual([]);
  const problems = readPage('errors/problems.md');
  expect(Object.keys(PROBLEM_TEXTS).filter((code) => !problems.includes(`| \`${code}\` |`))).toEqual([]);
});

it('every link that the console shows leads to a page and a heading of docs/errors', () => {
  const sources = BROWSER.map(sourceOf).join('\n');
  // The sections of console.md are named where the message is made.
  const anchors = [...sources.matchAll(/(?:console\.md#|suggest\([^;]*')([a-z-]{5,})'?/g)].map(
    ([, anchor = '']) => anchor,
  );
  expect(anchors.length).toBeGreaterThan(2);
  const headings = [...readPage('errors/console.md').matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
    heading.toLowerCase().replaceAll(' ', '-'),
  );
  expect(anchors.filter((anchor) => !headings.includes(anchor))).toEqual([]);
  const known = [...new Set([...clientCodes(), ...Object.keys(CODES)])].filter((code) => code !== 'MISUSE');
  const sections = [...readPage('errors/messages.md').matchAll(/^## (.+)$/gm)].map(
    ([, code = '']) => `#${code.toLowerCase()}`,
  );
  const unexplained = known.filter((code) => {
    const [, anchor] = /messages\.md(#.*)$/.exec(errorPage(code)) ?? [];
    return anchor !== undefined && !sections.includes(anchor);
  });
  expect(unexplained).toEqual([]);
  const linked = [...known, 'CODE_OF_A_NEWER_SERVER'].map((code) => errorPage(code).replace(/#.*$/, ''));
  const files = [...linked, ...(sources.match(/https:\S+\/docs\/errors\/[\w-]+\.md/g) ?? [])].map(
    (link) => link.split('/docs/')[1] ?? link,
  );
  expect(files.filter((file) => !errorPages.includes(file))).toEqual([]);
});

it('everything that is written to the console of a visitor ends with a link to docs/errors', () => {
  const calls = BROWSER.flatMap((name) => [...sourceOf(name).matchAll(/console\.(?:warn|error)\(([\s\S]*?)\);\n/g)]);
  expect(calls.length).toBeGreaterThan(3);
  // `warnOnce()` only prints: the links in the texts that it is given are checked by tests of core.
  const unlinked = calls
    .map(([, text = '']) => text)
    .filter((text) => !/CONSOLE_PAGE|^`\[connective-chat\] \$\{text\}`$/.test(text));
  expect(unlinked).toEqual([]);
});
