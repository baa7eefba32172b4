import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as bindings from '@connective-chat/vue';
import { expect, it } from 'vitest';
import { compileScript, parse } from 'vue/compiler-sfc';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const text = readFileSync(join(root, 'docs/vue.md'), 'utf8');

it('every example of docs/vue.md compiles as it stands, and imports what there is', () => {
  const examples = [...text.matchAll(/^```vue\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
  expect(examples.length).toBeGreaterThan(8);
  for (const [index, code] of examples.entries()) {
    const { descriptor, errors } = parse(code, { filename: `example-${index}.vue` });
    expect(errors, code).toEqual([]);
    const { content, imports } = compileScript(descriptor, { id: `example-${index}`, inlineTemplate: true });
    // A name of the template that the script does not have stays a property of the instance.
    expect(content.match(/_ctx\.(?!\$)\w+/g) ?? [], code).toEqual([]);
    const names = Object.values(imports ?? {}).filter(({ source }) => source === '@connective-chat/vue');
    for (const { imported } of names) expect(bindings, code).toHaveProperty(imported);
  }
});

it('the pages of React and Vue tell of the same things', () => {
  const headings = (page: string) =>
    [...readFileSync(join(root, 'docs', page), 'utf8').matchAll(/^## (use\w+)$/gm)].map(([, name]) => name);
  expect(headings('vue.md')).toEqual(headings('react.md'));
});
