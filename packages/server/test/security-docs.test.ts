import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url);
const page = readFileSync(new URL('docs/security.md', root), 'utf8');
const lines = [...page.matchAll(/^\| (S\d+) \| .+ \| `([^`]+)`: (.+) \|$/gm)].map(([, id, file, title]) => [
  id as string,
  file as string,
  title as string,
]);

test.each(lines)('%s is held by a test of %s: %s', (_, file, title) => {
  expect(readFileSync(new URL(file, root), 'utf8')).toContain(title);
});

test('every line of the table was read, and what concerns the server is there', () => {
  expect(lines).toHaveLength([...page.matchAll(/^\| S\d+ /gm)].length);
  const named = new Set(lines.map(([id]) => id));
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 20, 21, 22, 23, 24])
    expect(named).toContain(`S${n}`);
});
