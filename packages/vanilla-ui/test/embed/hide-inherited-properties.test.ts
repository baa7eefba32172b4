import { afterEach, expect, it } from 'vitest';
import { hideInheritedProperties } from '../../src/embed/hide-inherited-properties.ts';

const everyObject = Object.prototype as { foo?: () => string };
afterEach(() => {
  delete everyObject.foo;
});

it('makes properties added to Object.prototype non-enumerable, and keeps them', () => {
  everyObject.foo = () => 'bar';
  expect(hideInheritedProperties()).toEqual([]);
  const names: string[] = [];
  for (const name in { own: 1 }) names.push(name);
  expect(names).toEqual(['own']);
  expect(({} as typeof everyObject).foo?.()).toBe('bar');
});

it('reports properties that it cannot hide', () => {
  const keys = Object.keys;
  Object.keys = () => ['__proto__', 'toString'];
  const { defineProperty } = Reflect;
  Reflect.defineProperty = () => false;
  try {
    expect(hideInheritedProperties()).toEqual(['__proto__', 'toString']);
  } finally {
    Object.keys = keys;
    Reflect.defineProperty = defineProperty;
  }
});
