import { join } from 'node:path';
import { describe } from 'vitest';
import { examplesOf, writeExamples } from './support/examples.ts';

/* Runs the tests on the page about testing, exactly as it shows them. */
const examples = examplesOf('testing.md', 'tsx', 'ts').filter(({ file }) => file.includes('.test.'));
const folder = writeExamples('docs-testing', examples);

for (const { file } of examples) {
  describe(file, async () => {
    await import(/* @vite-ignore */ join(folder, file));
  });
}
