import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byteLength } from '../../src/lib/byte-length.ts';

it('counts the bytes that an encoder would write, including lone surrogates', () => {
  const encoder = new TextEncoder();
  const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), anyText), (text) => {
      expect(byteLength(text)).toBe(encoder.encode(text).length);
    }),
  );
  for (const text of ['', 'é', 'я', '€', '😀', '\ud83d', '\ude00\ud83d', 'a😀b']) {
    expect(byteLength(text)).toBe(encoder.encode(text).length);
  }
});
