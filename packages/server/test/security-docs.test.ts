import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url);
const page = readFileSync(new URL('docs/security.md', root), 'utf8');
const lines = [...page.matchAll(/^\| (S\d+) \| .+ \| `([^`]+)`: (.+?) \|[^|]*\|$/gm)].map(([, id, file, title]) => [
  id as string,
  file as string,
  title as string,
]);

test.each(lines)('%s has a test in %s: %s', (_, file, title) => {
  expect(readFileSync(new URL(file, root), 'utf8')).toContain(title);
});

test('the table was read completely, and no guarantee is missing', () => {
  expect(lines).toHaveLength([...page.matchAll(/^\| S\d+ /gm)].length);
  const named = new Set(lines.map(([id]) => id));
  for (let n = 1; n <= 24; n += 1) expect(named).toContain(`S${n}`);
});
