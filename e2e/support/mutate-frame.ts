type Random = () => number;

/** One of the items, at random. */
export const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

/** Values that have broken readers of JSON before. */
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 1,
  '',
  'odd',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e\u2066',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "'; drop table messages; --",
  '<img src=x onerror=alert(1)>',
  '(a+)+$',
  '9'.repeat(400),
  'я'.repeat(5000),
  [],
  {},
  [[[[[[[[]]]]]]]],
  Array.from({ length: 200 }, () => 0),
  Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`k${index}`, index])),
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
];

/** A copy, because later changes may reach into it. */
const odd = (random: Random): unknown => structuredClone(pick(random, ODD));

/** The objects and arrays within a value, each with the keys that can be changed. */
function containers(value: unknown): (Record<string, unknown> | unknown[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(containers)];
}

function mutateOnce(random: Random, root: { value: unknown }, other: unknown): void {
  const target = pick(random, containers(root));
  const keys = Object.keys(target);
  const key = pick(random, keys) ?? 'value';
  const container = target as Record<string, unknown>;
  switch (Math.floor(random() * 6)) {
    case 0:
      // The root itself stays, as a frame always has a payload, if only `undefined`.
      if (container === (root as unknown)) root.value = undefined;
      else delete container[key];
      return;
    case 1:
      if (Array.isArray(target)) target.push(structuredClone(pick(random, target)));
      else if (container !== (root as unknown))
        container[pick(random, ['more', 'ok', 'id', 'seq', 'turn'])] = odd(random);
      return;
    case 2: {
      const from = pick(random, containers({ other }));
      container[key] = structuredClone(pick(random, Object.values(from)));
      return;
    }
    case 3:
      if (typeof container[key] === 'number') container[key] = container[key] + pick(random, [-1, 1, 1000, 0.5]);
      else if (typeof container[key] === 'string') container[key] = container[key].slice(0, random() * 10);
      else container[key] = odd(random);
      return;
    default:
      container[key] = odd(random);
  }
}

/**
 * A recorded frame with one to four changes: fields removed, added, replaced by odd values or by fields of another
 * frame.
 *
 * @example mutateFrame(createRandom(7), { seq: 1 }, { epoch: 'e' })
 */
export function mutateFrame(random: Random, frame: unknown, other: unknown): unknown {
  const root = { value: structuredClone(frame) };
  for (let changes = 1 + Math.floor(random() * 4); changes > 0; changes -= 1) mutateOnce(random, root, other);
  return root.value;
}
