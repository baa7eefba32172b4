import { afterEach, expect, it } from 'vitest';
import { frameParser } from '../../src/transport/frame-parser.ts';

const array = Array.prototype as { toJSON?: () => unknown };
afterEach(() => {
  delete array.toJSON;
});

it('sends arrays correctly on a page that defines Array.prototype.toJSON', () => {
  const frame = { type: 2, nsp: '/widget', data: ['hello', { pending: ['a', ['b']], at: new Date(0) }] };
  const encode = () => new frameParser.Encoder().encode(frame);
  const expected = encode();
  array.toJSON = () => 'of Prototype.js';
  expect(encode()).toEqual(expected);
  expect(expected).toEqual(['2/widget,["hello",{"pending":["a",["b"]],"at":"1970-01-01T00:00:00.000Z"}]']);
});
