import { expect, it } from 'vitest';
import { declaredApps, readResults, recordedTable, tableOf } from '../../e2e/packed/results.ts';

const results = readResults();

it('docs/compatibility.md shows the recorded results of npm run packed', () => {
  expect(recordedTable()).toBe(tableOf(results));
});

it('every application of npm run packed has passed with the versions that it declares', () => {
  const passed = Object.fromEntries(Object.entries(results).map(([name, { versions }]) => [name, versions]));
  const declared = Object.fromEntries(declaredApps().map(({ name, dependencies }) => [name, dependencies]));
  expect(passed, 'run "npm run packed -- --record --only NAME" for what differs').toEqual(declared);
});
