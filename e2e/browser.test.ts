import { afterAll, expect, test } from 'vitest';
import { accessibilityProblems, closeBrowser, visit } from './support/journey.ts';
import { seenTexts } from './support/record-texts.ts';

afterAll(closeBrowser);

const page = (body: string) => ({
  url: `data:text/html,${encodeURIComponent(`<!doctype html><html lang="en"><title>Page</title><main><h1>Hi</h1>${body}</main>`)}`,
  log: () => '',
});

test('text has a width: a browser without fonts would lay nothing out', async () => {
  const { page: tab } = await visit(page('<span>Привіт, hello</span>'), '', 'fonts');
  const { width, height } = (await tab.locator('span').boundingBox()) ?? { width: 0, height: 0 };
  expect(width).toBeGreaterThan(60);
  expect(height).toBeGreaterThan(10);
});

test('a text that is gone at once was seen, in a shadow tree as well', async () => {
  const { page: tab } = await visit(page('<div></div>'), '', 'texts');
  await tab.evaluate(() => {
    const root = document.querySelector('div')?.attachShadow({ mode: 'closed' });
    const line = document.createElement('p');
    root?.append(line);
    line.textContent = 'searching';
    line.textContent = 'writing';
    line.remove();
  });
  expect((await seenTexts(tab)).map(({ text }) => text)).toEqual(expect.arrayContaining(['searching', 'writing']));
});

test('an accessibility problem is found', async () => {
  const { page: tab } = await visit(page('<button></button>'), '', 'axe');
  expect((await accessibilityProblems(tab)).join('\n')).toContain('button-name');
});
