import { safeParse } from 'zod/mini';
import type { $ZodType } from 'zod/v4/core';
import { withoutNulls } from './without-nulls.ts';

type Fields = Record<PropertyKey, unknown>;

/** Replacements for unreadable required fields, by the end of their path. */
const FALLBACKS: Readonly<Record<string, unknown>> = {
  // An author kind of a newer server.
  'from.kind': 'system',
  from: { kind: 'system' },
  at: '1970-01-01T00:00:00.000Z',
  dialog: { rev: 0, status: 'bot' },
  read: { visitor: 0, operator: 0 },
  items: [],
  // A superfluous request is harmless: the log ignores messages that it has.
  more: true,
  reset: false,
  conversation: '',
  serverTime: '',
  v: 2,
};

/** Each round may reveal further errors: first in a field, then in its parent, and so on. */
const MAX_ROUNDS = 8;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isPlace = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

/** The seq of the last item, if the frame contains it. */
function lastPlace({ head, more, reset }: Fields): number | null {
  return isPlace(head) && (reset !== undefined || more === false) ? head : null;
}

/** Gives unreadable items the positions between their neighbours, because a page has no gaps. */
function placeItems(frame: Fields): void {
  if (!Array.isArray(frame.items)) return;
  const items: Fields[] = frame.items.map((item) => (isFields(item) ? item : {}));
  const last = items.at(-1);
  if (last && !isPlace(last.seq)) last.seq = lastPlace(frame) ?? undefined;
  for (let index = 1; index < items.length; index += 1) {
    const [before, item] = [items[index - 1] as Fields, items[index] as Fields];
    if (!isPlace(item.seq) && isPlace(before.seq)) item.seq = before.seq + 1;
  }
  for (let index = items.length - 2; index >= 0; index -= 1) {
    const [item, after] = [items[index] as Fields, items[index + 1] as Fields];
    if (!isPlace(item.seq) && isPlace(after.seq)) item.seq = after.seq - 1;
  }
  frame.items = items.filter(({ seq }) => isPlace(seq));
}

/** The replacement for an unreadable field, `undefined` if there is none. */
function fallbackFor(parent: Fields, path: readonly PropertyKey[]): unknown {
  const [before, key] = path.slice(-2).map(String);
  // A message with an unreadable id keeps its place in the log under a generated id.
  if (
    path.at(-1) === 'id' &&
    isPlace(parent.seq) &&
    ('body' in parent || 'from' in parent || path.at(-3) === 'items')
  ) {
    return `unreadable-${parent.seq}`;
  }
  const name = String(path.at(-1));
  return FALLBACKS[`${before}.${key}`] ?? (Object.hasOwn(FALLBACKS, name) ? FALLBACKS[name] : undefined);
}

/** Removes an unreadable field, or its parent if the field is required. @returns false at the top level */
function repairAt(frame: Fields, path: readonly PropertyKey[]): boolean {
  const key = path.at(-1);
  if (key === undefined) return false;
  const parent = path.slice(0, -1).reduce<unknown>((value, name) => (isFields(value) ? value[name] : undefined), frame);
  // Already removed together with another field.
  if (!isFields(parent)) return true;
  if (Array.isArray(parent)) {
    parent.splice(key as number, 1);
    return true;
  }
  const fallback = fallbackFor(parent, path);
  if (fallback !== undefined) parent[key] = structuredClone(fallback);
  else if (Object.hasOwn(parent, key)) delete parent[key];
  else return repairAt(frame, path.slice(0, -1));
  return true;
}

/**
 * Repairs a frame that does not match its schema, so that an invalid field affects only itself: nulls and fields of a
 * wrong type count as absent, an author of an unknown kind becomes `system`, and a message without a readable id keeps
 * its position in the log.
 *
 * @returns `undefined` if an identifying field is missing
 */
export function repairFrame<T>(schema: $ZodType<T>, raw: unknown): T | undefined {
  const frame = withoutNulls(raw);
  if (!isFields(frame)) return undefined;
  placeItems(frame);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const result = safeParse(schema, frame);
    if (result.success) return result.data;
    // From the end, because removing an item moves the ones after it.
    for (const { path } of result.error.issues.reverse()) if (!repairAt(frame, path)) return undefined;
  }
  return undefined;
}
