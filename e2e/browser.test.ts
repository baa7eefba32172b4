import { afterAll, expect, test } from 'vitest';
import { accessibilityProblems, closeBrowser, visit } from './support/journey.ts';
import { seenTexts } from './support/record-texts.ts';

afterAll(closeBrowser);

const page = (body: string) => ({
  url: `data:text/html,${encodeURIComponent(`<!doctype html><html lang="en"><title>Page</title><main><h1>Hi</h1>${body}</main>`)}`,
  log: () => '',
});

test('text has a width (without fonts the browser would lay out nothing)', async () => {
  const { page: tab } = await visit(page('<span>Привіт, hello</span>'), '', 'fonts');
  const { width, height } = (await tab.locator('span').boundingBox()) ?? { width: 0, height: 0 };
  expect(width).toBeGreaterThan(60);
  expect(height).toBeGreaterThan(10);
});

test('records text that is removed immediately, also in a closed shadow tree', async () => {
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

test('reports an accessibility problem', async () => {
  const { page: tab } = await visit(page('<button></button>'), '', 'axe');
  expect((await accessibilityProblems(tab)).join('\n')).toContain('button-name');
});
