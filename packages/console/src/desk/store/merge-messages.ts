import type { OperatorMessage } from './desk-state.types.ts';

/**
 * Joins what is held with what came, both in the order of the log. What came again replaces what was held: a
 * message may have been erased, or have a fresh address for its file. The result is one run without a hole; pages
 * that do not touch give the newer one alone.
 */
export function mergeMessages(
  held: readonly OperatorMessage[],
  came: readonly OperatorMessage[],
): readonly OperatorMessage[] {
  const [first, last] = [came[0], came.at(-1)];
  if (!first || !last) return held;
  const [heldFirst, heldLast] = [held[0], held.at(-1)];
  if (!heldFirst || !heldLast) return came;
  const newest = heldLast.seq > last.seq ? held : came;
  if (first.seq > heldLast.seq + 1 || last.seq < heldFirst.seq - 1) return newest;
  return [...held.filter(({ seq }) => seq < first.seq), ...came, ...held.filter(({ seq }) => seq > last.seq)];
}
