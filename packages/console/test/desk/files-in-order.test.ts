import { expect, test } from 'vitest';
import { FilesInOrder } from '../../src/desk/store/files-in-order.ts';

function setUp() {
  const files = new FilesInOrder();
  const sent: string[] = [];
  const ready = (...ids: string[]) => {
    for (const id of ids) files.ready(id, () => sent.push(id));
  };
  return { files, sent, ready };
}

test('files are sent in the order in which they were added, whichever upload finishes first', () => {
  const { files, sent, ready } = setUp();
  for (const id of ['a', 'b', 'c']) files.add(id);
  ready('c', 'b');
  expect(sent).toEqual([]);
  ready('a');
  expect(sent).toEqual(['a', 'b', 'c']);
});

test('a failed or cancelled file does not block others, and is sent last when it is retried', () => {
  const { files, sent, ready } = setUp();
  for (const id of ['a', 'b']) files.add(id);
  ready('b');
  files.drop('a');
  expect(sent).toEqual(['b']);
  files.add('a');
  files.add('c');
  ready('c', 'a');
  expect(sent).toEqual(['b', 'a', 'c']);
});

test('a picture waits until it is measured, also if that fails', async () => {
  const { files, sent, ready } = setUp();
  let measured = () => {};
  files.add('a', new Promise((resolve) => (measured = resolve)));
  files.add('b', Promise.reject(new Error('no picture')));
  ready('a', 'b');
  expect(sent).toEqual([]);
  measured();
  await expect.poll(() => sent).toEqual(['a', 'b']);
});
