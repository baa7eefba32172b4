import { expect, it } from 'vitest';
import { declaredApps, readResults, recordedTable, tableOf } from '../../e2e/packed/results.ts';

const results = readResults();

it('docs/compatibility.md shows the recorded results of npm run packed', () => {
  expect(recordedTable()).toBe(tableOf(results));
});

it('every application of npm run packed has passed with the versions that it declares', () => {
  for (const { name, dependencies } of declaredApps()) {
    const passed = Object.values(results[name] ?? {});
    const hint = `npm run packed -- --record --only ${name}`;
    expect(passed, hint).not.toEqual([]);
    for (const { versions } of passed) expect(versions, hint).toEqual(dependencies);
  }
  expect(Object.keys(results).sort()).toEqual(
    declaredApps()
      .map(({ name }) => name)
      .sort(),
  );
});
