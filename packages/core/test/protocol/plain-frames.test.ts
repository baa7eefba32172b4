import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeParse } from 'zod/mini';
import { plainFrames } from '../../src/protocol/plain-frames.ts';
import { messageSchema, sendAckSchema } from '../../src/protocol/server-events.ts';

const text = fc.oneof(fc.string(), fc.constantFrom('', 'plain', 'bot', '__proto__'));
const whole = (min: number) => fc.integer({ min, max: Number.MAX_SAFE_INTEGER });
/** What stands where something else belongs. */
const strange = fc.oneof(
  fc.constantFrom(null, undefined, Number.NaN, Number.POSITIVE_INFINITY, -0, -1, 0, 1.5, 2 ** 53, '', '1', true, false),
  fc.constantFrom<unknown>([], {}, ['bot'], 'markdown', 'Bot', 'texts', new Date(0), new String('bot'), () => 'bot'),
  fc.anything(),
);

const sender = fc.record(
  { kind: fc.constantFrom('visitor', 'bot', 'operator', 'system'), id: text, name: text, avatar: text },
  { requiredKeys: ['kind'], noNullPrototype: true },
);
const body = fc.record(
  { type: fc.constant('text'), text, format: fc.constantFrom('plain', 'markdown') },
  { noNullPrototype: true },
);
const message = fc.record(
  { seq: whole(1), id: text, rev: whole(0), from: sender, at: text, body, epoch: text, cid: text, turn: whole(0) },
  { requiredKeys: ['seq', 'id', 'rev', 'from', 'at', 'body'], noNullPrototype: true },
);
const sendAck = fc.record(
  { ok: fc.constant(true), seq: whole(1), id: text, at: text, dup: fc.boolean() },
  { requiredKeys: ['ok', 'seq', 'id', 'at'], noNullPrototype: true },
);

type Tree = Record<string, unknown>;
interface Damage {
  readonly at: number;
  readonly how: 'drop' | 'put' | 'add';
  readonly key: string;
  readonly value: unknown;
}
const damage = fc.record<Damage>({
  at: fc.nat(2),
  how: fc.constantFrom('drop', 'put', 'add'),
  key: fc.oneof(
    fc.constantFrom('seq', 'id', 'rev', 'from', 'at', 'body', 'epoch', 'cid', 'turn', 'kind', 'name', 'avatar'),
    fc.constantFrom('type', 'text', 'format', 'buttons', 'keyboard', 'repeatable', 'ok', 'dup'),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'length', 'extra'),
  ),
  value: strange,
});

/** One object of the frame with a field less, another value, or a field more. */
function damaged(whole: Tree, { at, how, key, value }: Damage): Tree {
  const isTree = (part: unknown): part is Tree => Object.getPrototypeOf(part ?? 0) === Object.prototype;
  const copy = { ...whole };
  for (const name of ['from', 'body']) if (isTree(copy[name])) copy[name] = { ...copy[name] };
  const objects = [copy, copy.from, copy.body].filter(isTree);
  const part = objects[at % objects.length] as Tree;
  if (how === 'drop') delete part[key];
  else if (how === 'put' || !Object.hasOwn(part, key)) {
    Object.defineProperty(part, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}

describe.each([
  ['a message', messageSchema, message],
  ['the answer to a send', sendAckSchema, sendAck],
] as const)('%s without frills', (_, schema, whole) => {
  const isPlain = (raw: unknown) => plainFrames.get(schema)?.(raw);

  it('is known without the schema, which would read the same', () => {
    fc.assert(
      fc.property(whole, (raw) => {
        expect(isPlain(raw)).toBe(true);
        expect(safeParse(schema, raw)).toStrictEqual({ success: true, data: raw });
      }),
    );
  });

  it('is never claimed of what the schema refuses, changes or drops', () => {
    fc.assert(
      fc.property(whole, fc.array(damage, { minLength: 1, maxLength: 3 }), (raw, damages) => {
        const other = damages.reduce<Tree>(damaged, raw);
        if (isPlain(other)) expect(safeParse(schema, other)).toStrictEqual({ success: true, data: other });
      }),
      { numRuns: 5000 },
    );
  });

  it('is never claimed of anything else, and never throws', () => {
    fc.assert(
      fc.property(strange, (raw) => {
        expect(isPlain(raw)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});
