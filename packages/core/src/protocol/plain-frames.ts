import { messageSchema, sendAckSchema } from './server-events.ts';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isWholeFrom =
  (least: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= least;
const isOneOf =
  (...values: unknown[]): Check =>
  (value) =>
    values.includes(value);
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

/** Whether a value has these fields and no other, so that a schema's copy of it would be equal to it. */
function hasOnly(shape: Readonly<Record<string, Check>>): Check {
  const fields = Object.entries(shape);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    let others = Object.keys(value).length;
    for (const [name, check] of fields) {
      const field = (value as Record<string, unknown>)[name];
      if (!check(field)) return false;
      if (field !== undefined) others -= 1;
    }
    return others === 0;
  };
}

const place = isWholeFrom(1);
const count = isWholeFrom(0);
const maybeText = maybe(isText);

/**
 * The two frames that come in numbers, a text without buttons and the answer to a send, by their schemas: to walk one
 * costs twenty times as much. What these refuse is not wrong; the schema decides.
 */
export const plainFrames: ReadonlyMap<unknown, Check> = new Map<unknown, Check>([
  [
    messageSchema,
    hasOnly({
      epoch: maybeText,
      seq: place,
      id: isText,
      cid: maybeText,
      turn: maybe(count),
      rev: count,
      from: hasOnly({
        kind: isOneOf('visitor', 'bot', 'operator', 'system'),
        id: maybeText,
        name: maybeText,
        avatar: maybeText,
      }),
      at: isText,
      body: hasOnly({ type: isOneOf('text'), text: isText, format: isOneOf('plain', 'markdown') }),
    }),
  ],
  [
    sendAckSchema,
    hasOnly({ ok: isOneOf(true), seq: place, id: isText, at: isText, dup: isOneOf(undefined, true, false) }),
  ],
]);
