import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const docs = join(root, 'docs');

/** A code block of a page: ```tsx Chat.tsx, or without a file name. */
export interface Example {
  readonly language: string;
  /** The file name after the language, or a number if there is none. */
  readonly file: string;
  readonly code: string;
}

export function pages(): string[] {
  return readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.startsWith('adr'))
    .sort();
}

export const readPage = (page: string) => readFileSync(join(docs, page), 'utf8');

export function examplesOf(page: string, ...languages: string[]): Example[] {
  return [...readPage(page).matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)]
    .map(([, language = '', file, code = ''], index) => ({
      language,
      file: file ?? `example-${index}.${language}`,
      code,
    }))
    .filter(({ language }) => languages.includes(language));
}

/** Declarations for what only a bundler understands: style sheets and Vue components. */
export const ENVIRONMENT: Example = {
  language: 'ts',
  file: 'environment.d.ts',
  code: `/// <reference types="vite/client" />
declare module '*.vue' {
  const component: import('vue').Component;
  export default component;
}
`,
};

/** Writes examples to a folder from which the packages resolve to this repository; returns the folder. */
export function writeExamples(folder: string, examples: readonly Example[]): string {
  const target = join(root, '.cache', folder);
  rmSync(target, { recursive: true, force: true });
  for (const { file, code } of examples) {
    const path = join(target, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
  }
  return target;
}

/** A path relative to the repository, for error messages. */
export const shown = (path: string) => relative(root, path);
