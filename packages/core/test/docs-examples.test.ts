import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = join(root, '.cache/docs-examples');

/** The `ts`, `tsx` and `vue` examples of a page, in the order they stand there; of Vue, the script. */
function examplesIn(page: string, text: string): { name: string; code: string }[] {
  const scripts = text.replaceAll(/^```vue\n<script[^>]*>\n([\s\S]*?)^<\/script>[\s\S]*?^```$/gm, '```ts\n$1```');
  return [...scripts.matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)].map(([, language, code = ''], index) => ({
    name: `${page.replaceAll(/\W+/g, '-')}-${index + 1}.${language}`,
    code: /^(import|export) /m.test(code) ? code : `${code}\nexport {};\n`,
  }));
}

it('compiles every TypeScript example of the README and the docs', { timeout: 120_000 }, async () => {
  const pages = [
    'README.md',
    ...(await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
  ];
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  for (const page of pages) {
    for (const { name, code } of examplesIn(page, await readFile(join(root, page), 'utf8'))) {
      files.push(join(folder, name));
      await writeFile(join(folder, name), code);
    }
  }
  expect(files.length).toBeGreaterThan(2);
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  // An example may name what it does not use.
  const program = ts.createProgram(files, { ...options, noEmit: true, noUnusedLocals: false });
  const problems = ts.getPreEmitDiagnostics(program).filter(({ file }) => file && files.includes(file.fileName));
  expect(
    problems.map(
      (each) =>
        `${each.file?.fileName.slice(folder.length + 1)}: ${ts.flattenDiagnosticMessageText(each.messageText, '\n')}`,
    ),
  ).toEqual([]);
});
