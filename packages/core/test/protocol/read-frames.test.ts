import { helloAckSchema, parseAck, parseServerEvent } from '@connective-chat/core/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const message = {
  epoch: 'e',
  seq: 1,
  id: 'm1',
  cid: 'c1',
  turn: 1,
  rev: 0,
  from: { kind: 'bot', id: 'b', name: 'Bot', avatar: 'https://example.com/a.png' },
  at: '2026-01-01T00:00:00.000Z',
  body: { type: 'text', text: 'hi', format: 'plain' },
};

const whole = (min: number) => fc.integer({ min, max: Number.MAX_SAFE_INTEGER });
/** Values of a wrong type. */
const strange = fc.oneof(
  fc.constantFrom(null, undefined, Number.NaN, Number.POSITIVE_INFINITY, -0, -1, 0, 1.5, 2 ** 53, '', '1', true, false),
  fc.constantFrom<unknown>([], {}, ['bot'], 'markdown', 'Bot', 'texts', new Date(0), new String('bot'), () => 'bot'),
  fc.anything(),
);

describe('reading a message', () => {
  it('returns a complete message unchanged', () => {
    const full = fc.record(
      { ...constantsOf(message), seq: whole(1), rev: whole(0), turn: whole(0) },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(full, (raw) => {
        expect(parseServerEvent('msg', raw)).toStrictEqual({ ok: true, value: { name: 'msg', data: raw } });
      }),
    );
  });

  it('never throws, whatever the value of a field, and returns only fields of the protocol', () => {
    const field = fc.constantFrom(...Object.keys(message), '__proto__', 'constructor', 'toString', 'extra');
    fc.assert(
      fc.property(fc.array(fc.tuple(field, strange), { minLength: 1, maxLength: 3 }), (damage) => {
        const raw: Record<string, unknown> = { ...message };
        for (const [name, value] of damage) {
          Object.defineProperty(raw, name, { value, enumerable: true, configurable: true, writable: true });
        }
        const parsed = parseServerEvent('msg', raw);
        if (!parsed.ok) return;
        const unknown = Object.keys(parsed.value.data).filter((name) => !Object.hasOwn(message, name));
        expect(unknown).toEqual([]);
        expect(Object.getPrototypeOf(parsed.value.data)).toBe(Object.prototype);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a message whose body is unreadable or missing', () => {
    const { body: _, ...bodiless } = message;
    for (const raw of [bodiless, { ...message, body: { type: '__proto__' } }, { ...message, body: { type: {} } }]) {
      expect(parseServerEvent('msg', raw)).toMatchObject({
        ok: true,
        value: { data: { body: { type: 'unsupported' } } },
      });
    }
  });
});

it('reads `known` of hello, drops entries that are not integers, and defaults to none', () => {
  const ack = {
    ok: true,
    v: 2,
    conversation: 'c',
    epoch: 'e',
    head: 0,
    reset: false,
    items: [],
    more: false,
    serverTime: '2026-01-01T00:00:00.000Z',
    dialog: { rev: 0, status: 'bot' },
    read: { visitor: 0, operator: 0 },
  };
  const knownOf = (known: unknown) => {
    const parsed = parseAck('hello', helloAckSchema, known === undefined ? ack : { ...ack, known });
    return parsed.ok && parsed.value.ok ? [...parsed.value.known] : parsed;
  };
  expect(knownOf({ a: 1, b: 'x', c: 1.5 })).toEqual([['a', 1]]);
  expect(knownOf(JSON.parse('{"__proto__":3}'))).toEqual([['__proto__', 3]]);
  expect(knownOf(null)).toEqual([]);
  expect(knownOf(undefined)).toEqual([]);
});

function constantsOf<T extends object>(fields: T) {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, fc.constant(value)]));
}
