import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** The examples of a page, each as a file of its own beside the tests, where packages resolve as elsewhere. */
function examplesOf(page: string): Map<string, string> {
  const text = readFileSync(join(root, 'docs', page), 'utf8');
  const blocks = [...text.matchAll(/^```tsx\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
  return new Map(blocks.map((code, index) => [join(root, 'packages/react/test', `docs-example-${index}.tsx`), code]));
}

it('every example of docs/react.md compiles as it stands', () => {
  const examples = examplesOf('react.md');
  expect(examples.size).toBeGreaterThan(8);
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (file) => examples.get(file) ?? readFile(file);
  host.fileExists = (file) => examples.has(file) || fileExists(file);
  const { getSourceFile } = host;
  host.getSourceFile = (file, ...rest) => {
    const code = examples.get(file);
    return code === undefined ? getSourceFile(file, ...rest) : ts.createSourceFile(file, code, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...examples.keys()], options, host);
  const problems = [...examples.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) =>
        `${file.slice(root.length)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}\n${examples.get(file)}`,
    );
  });
  expect(problems).toEqual([]);
}, 60_000);
