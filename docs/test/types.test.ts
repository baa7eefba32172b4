import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { build, compile, findingsFile } from './support/compile.ts';
import { ENVIRONMENT, examplesOf, pages, readPage, root, writeExamples } from './support/examples.ts';

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

it('every example of the React and Vue pages compiles unchanged', () => {
  expect(compile('vue-tsc/bin/vue-tsc.js', everything, { include: ['.'] })).toBe('');
});

it('the React examples also compile with the React 18 types', () => {
  const types = (name: string) => join(root, 'compat/react-18/node_modules/@types', name);
  const folder = written('docs-types-react-18', 'tsx');
  const paths = {
    react: [types('react')],
    'react/*': [`${types('react')}/*`],
    'react-dom/*': [`${types('react-dom')}/*`],
  };
  expect(compile('typescript-native/bin/tsc', folder, { include: ['.'], compilerOptions: { paths } })).toBe('');
});

/** The compiler options that a project of `npm create vite@latest` uses for its build, per template. */
const SCAFFOLDS = {
  vue: {
    command: 'vue-tsc/bin/vue-tsc.js',
    config: { extends: '@vue/tsconfig/tsconfig.dom.json' },
    options: {},
  },
  react: {
    command: 'typescript-native/bin/tsc',
    config: {},
    options: {
      target: 'es2023',
      lib: ['ES2023', 'DOM'],
      module: 'esnext',
      moduleResolution: 'bundler',
      allowImportingTsExtensions: true,
      verbatimModuleSyntax: true,
      skipLibCheck: true,
      noEmit: true,
      jsx: 'react-jsx',
    },
  },
};

it.each(Object.entries(SCAFFOLDS))(
  'the build-your-own-ui program for %s builds in the recommended scaffold',
  (name, { command, config, options }) => {
    const files = examplesOf(`build-your-own-ui/${name}.md`, 'ts', 'tsx', 'vue').filter(({ file }) =>
      file.includes('/'),
    );
    const linting = {
      noUnusedLocals: true,
      noUnusedParameters: true,
      erasableSyntaxOnly: true,
      noFallthroughCasesInSwitch: true,
    };
    const app = {
      ...config,
      compilerOptions: {
        ...options,
        ...linting,
        incremental: true,
        tsBuildInfoFile: findingsFile(`docs-scaffold-${name}`),
        types: ['vite/client'],
        allowArbitraryExtensions: true,
        // Use the sources of the packages, so that no build is needed.
        customConditions: ['@connective-chat/source'],
      },
      include: ['src'],
    };
    const references = { files: [], references: [{ path: './tsconfig.app.json' }] };
    const folder = writeExamples(`docs-scaffold-${name}`, [
      ...files,
      { language: 'css', file: 'src/chat.css', code: '' },
      { language: 'json', file: 'tsconfig.app.json', code: JSON.stringify(app) },
      { language: 'json', file: 'tsconfig.json', code: JSON.stringify(references) },
    ]);
    expect(build(command, folder)).toBe('');
  },
  240_000,
);

it('finds a meaningful number of examples', () => {
  const count = (language: string) => pages().flatMap((page) => examplesOf(page, language)).length;
  expect(count('tsx')).toBeGreaterThan(15);
  expect(count('vue')).toBeGreaterThan(15);
  expect(dirname(everything)).toContain('.cache');
});

/** The names in the first column of the table below a heading. */
function namesBelow(page: string, heading: string): string[] {
  const [, section = ''] = readPage(page).split(`# ${heading}\n`);
  const rows = section.split('\n#', 1)[0]?.match(/^\| `.+$/gm) ?? [];
  return rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)/g)].map(([, name = '']) => name));
}

it('the useConnectiveChat page lists every option, field and method, and nothing else', () => {
  const page = 'hooks/use-connective-chat.md';
  const union = (names: readonly string[]) => names.map((name) => `'${name}'`).join(' | ');
  const optionsOf = (type: string) => {
    const row = new RegExp(`^\\| \`${type}\` \\|([^|]+)\\|`, 'm').exec(readPage(page));
    return union([...(row?.[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
  };
  const code = `import type { ChatActions, ChatState } from '@connective-chat/core/ui';
import type { ChatClientOptions } from '@connective-chat/core';
import type { InitialOption, LiveOption, RestartingOption } from '@connective-chat/react';
type Same<A, B> = [A, B] extends [B, A] ? 'same' : { missing: Exclude<A, B>; unknown: Exclude<B, A> };
export const options: Same<keyof ChatClientOptions, ${union(namesBelow(page, 'Options'))}> = 'same';
export const restarting: Same<RestartingOption, ${optionsOf('RestartingOption')}> = 'same';
export const live: Same<LiveOption, ${optionsOf('LiveOption')}> = 'same';
export const initial: Same<InitialOption, ${optionsOf('InitialOption')}> = 'same';
export const fields: Same<keyof ChatState | 'client', ${union(namesBelow(page, 'Fields'))}> = 'same';
export const calls: Same<keyof ChatActions, ${union(namesBelow(page, 'Calls'))}> = 'same';
`;
  const folder = writeExamples('docs-names', [{ language: 'ts', file: 'names.ts', code }]);
  expect(compile('typescript-native/bin/tsc', folder, { include: ['.'] })).toBe('');
});
