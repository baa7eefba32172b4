import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { compile } from './support/compile.ts';
import { examplesOf, pages, root, writeExamples } from './support/examples.ts';

/** Bundlers know files of styles and of Vue; a page of the docs does not have to tell the compiler. */
const ENVIRONMENT = {
  language: 'ts',
  file: 'environment.d.ts',
  code: "/// <reference types=\"vite/client\" />\ndeclare module '*.vue' {\n  const component: import('vue').Component;\n  export default component;\n}\n",
};

const written = (folder: string, ...languages: string[]) =>
  writeExamples(folder, [
    ENVIRONMENT,
    ...pages().flatMap((page) =>
      examplesOf(page, ...languages).map((example) => ({
        ...example,
        file: join(page.replace(/\.md$/, ''), example.file),
      })),
    ),
  ]);

let everything: string;
beforeAll(() => {
  everything = written('docs-types', 'tsx', 'vue');
});

it('every example of the pages about React and Vue compiles as it stands', () => {
  expect(compile('vue-tsc/bin/vue-tsc.js', everything, { include: ['.'] })).toBe('');
}, 120_000);

it('those for React compile with the types of React 18, too', () => {
  const types = (name: string) => join(root, 'compat/react-18/node_modules/@types', name);
  const folder = written('docs-types-react-18', 'tsx');
  const paths = {
    react: [types('react')],
    'react/*': [`${types('react')}/*`],
    'react-dom/*': [`${types('react-dom')}/*`],
  };
  expect(compile('typescript/bin/tsc', folder, { include: ['.'], compilerOptions: { paths } })).toBe('');
}, 120_000);

it('has enough of them for that to mean something', () => {
  const count = (language: string) => pages().flatMap((page) => examplesOf(page, language)).length;
  expect(count('tsx')).toBeGreaterThan(15);
  expect(count('vue')).toBeGreaterThan(15);
  expect(dirname(everything)).toContain('.cache');
});
