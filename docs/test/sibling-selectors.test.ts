import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** The style sheets of pages with a streamed answer: the widget, the desk, and the examples. */
const FOLDERS = ['packages/vanilla-ui/src/styles', 'packages/console/src/desk/styles', 'examples/shared'];

/** The first of two siblings is any element. */
const AFTER_ANY = /(^|[\s>(,])\*\s*[+~]/m;

const styles = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.css'))
    .map((name) => join(folder, name)),
);

it.each(styles)('%s has no selector of an element after any other', (file) => {
  const css = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  // Where an element is added anywhere in the page, the browser would compute the styles of all that is in its
  // neighbours again: of a long answer when the next message arrives.
  expect(AFTER_ANY.exec(css)?.[0]).toBeUndefined();
});
