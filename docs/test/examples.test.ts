import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compile } from './support/compile.ts';
import { ENVIRONMENT, pages, root, writeExamples } from './support/examples.ts';

/** The `ts`, `tsx` and `vue` examples of a page in their order; of a Vue component only the script. */
function examplesIn(page: string) {
  const text = readFileSync(join(root, page), 'utf8');
  const scripts = text.replaceAll(/^```vue\n<script[^>]*>\n([\s\S]*?)^<\/script>[\s\S]*?^```$/gm, '```ts\n$1```');
  return [...scripts.matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = ''], index) => ({
    language,
    file: `${page.replaceAll(/\W+/g, '-')}-${index + 1}.${language}`,
    code: /^(import|export) /m.test(code) ? code : `${code}\nexport {};\n`,
  }));
}

const readmes = readdirSync(join(root, 'packages'))
  .map((name) => `packages/${name}/README.md`)
  .filter((page) => existsSync(join(root, page)));

it('compiles every TypeScript example of the READMEs and the docs', () => {
  // The programs of these two folders have tests of their own, which also run them.
  const docs = pages()
    .filter((page) => !/^(hooks|build-your-own-ui)\//.test(page))
    .map((page) => `docs/${page}`);
  const examples = ['README.md', ...readmes, ...docs].flatMap(examplesIn);
  expect(examples.length).toBeGreaterThan(2);
  const folder = writeExamples('docs-examples', [ENVIRONMENT, ...examples]);
  // An example may declare names that it does not use.
  expect(
    compile('typescript-native/bin/tsc', folder, { include: ['.'], compilerOptions: { noUnusedLocals: false } }),
  ).toBe('');
});
