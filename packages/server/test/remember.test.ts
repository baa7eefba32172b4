import { expect, test, vi } from 'vitest';
import { remember } from '../src/lib/remember.ts';

test('a result is made once, and those that were not used for the longest time are forgotten', () => {
  const make = vi.fn((key: string) => key.toUpperCase());
  const upper = remember(2, make);
  expect(['a', 'b', 'a', 'c', 'a'].map(upper)).toEqual(['A', 'B', 'A', 'C', 'A']);
  expect(make.mock.calls.flat()).toEqual(['a', 'b', 'c']);
  expect(upper('b'), 'forgotten').toBe('B');
  expect(make.mock.calls.flat()).toEqual(['a', 'b', 'c', 'b']);
});

test('what fails is tried again', () => {
  const make = vi.fn((): never => {
    throw new Error('unreadable');
  });
  const compile = remember(2, make);
  for (let n = 0; n < 2; n += 1) expect(() => compile('(')).toThrow('unreadable');
  expect(make).toHaveBeenCalledTimes(2);
});
