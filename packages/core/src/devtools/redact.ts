import { byteLength } from '../lib/byte-length.ts';

/** Protocol constants and machine ids are kept; every other value becomes a pseudonym. */
const TOKEN = /^[\w.:+/*-]{1,128}$/;

/** Keys whose strings are not personal data. */
const PLAIN: ReadonlySet<string> = new Set(
  'after at by caps choices cid code endedAt epoch event format id kind messageId mime reason serverTime startedAt state status type uploadTypes'.split(
    ' ',
  ),
);
/** Keys whose strings identify something and may reveal more. */
const NAMED: Readonly<Record<string, string>> = { buttonId: 'button', fileId: 'file' };
/** Keys whose nested `id` identifies a person or a choice. */
const OWNERS: Readonly<Record<string, string>> = {
  from: 'person',
  operator: 'person',
  buttons: 'button',
  keyboard: 'button',
};
/** Other keys that are kept, with masked texts. Unlisted keys are removed. */
const KEPT: ReadonlySet<string> = new Set(
  (
    'action agent alias alt append approval body bot buttonId buttons burst comment conversation count detail dialog drafts dup expiresAt feedback fileId frameBytes ' +
    'from head height image items keyboard known label limits messagesPerMinute more name ok on online open operator ' +
    'originalType overdue prompt queuePosition read repeatable reset result retry retryAfterMs rev scale score seq size sources stage ' +
    'steps stopped subtitle text textBytes thinking title tool ttlMs turn uploadBytes url v visitor waitMs width'
  ).split(' '),
);

/** Whether fields are a rating, whose `reason` is a text of the visitor. */
const isRating = ({ value, rev, messageId }: Readonly<Record<string, unknown>>): boolean =>
  (value === null || value === 'up' || value === 'down') && (rev !== undefined || messageId !== undefined);

/** Replaces a text by its length, which limits depend on. */
export const mask = (text: string): string =>
  text !== '' && text.trim() === '' ? '[blank]' : `[${byteLength(text)} bytes]`;

/** Creates a text of the length in a mask. */
export function unmask(masked: string): string {
  if (masked === '[blank]') return ' ';
  const size = /^\[(\d+) bytes\]$/.exec(masked)?.[1];
  return size === undefined ? masked : 'x'.repeat(Number(size));
}

/**
 * Removes texts from frames and calls, and keeps what affects the client. Only known fields are kept, so that fields of
 * a newer server are not recorded by accident. The same person, file or button has the same pseudonym throughout a
 * recording.
 */
export class Redactor {
  readonly #pseudonyms = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** The pseudonym of a value: `person-1`, `person-2` … */
  pseudonym(kind: string, value: string): string {
    const key = `${kind}:${value}`;
    const known = this.#pseudonyms.get(key);
    if (known) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const made = `${kind}-${count}`;
    this.#pseudonyms.set(key, made);
    return made;
  }

  /** Keeps a machine-generated id; replaces any other by a pseudonym. */
  id(value: string): string {
    return TOKEN.test(value) ? value : this.pseudonym('id', value);
  }

  /** Redacts a value of a frame. `owner` is its parent key. */
  value(value: unknown, key = '', owner = ''): unknown {
    if (typeof value === 'string') return this.#string(value, key, owner);
    if (Array.isArray(value)) return value.map((item) => this.value(item, key, owner));
    // The keys are client ids, not texts.
    if (value instanceof Map) return Object.fromEntries([...value].map(([cid, seq]) => [this.id(String(cid)), seq]));
    if (typeof value !== 'object' || value === null) return value;
    const fields = value as Readonly<Record<string, unknown>>;
    if (isRating(fields)) {
      const { value: rating, reason, ...rest } = fields;
      const masked = typeof reason === 'string' ? { reason: mask(reason) } : {};
      return { ...(this.value(rest, key, owner) as object), value: rating, ...masked };
    }
    const below = Object.hasOwn(OWNERS, key) ? key : '';
    const kept = Object.entries(value).filter(
      ([name, item]) => item !== undefined && (PLAIN.has(name) || KEPT.has(name)) && !this.#isCredentials(name, item),
    );
    return Object.fromEntries(kept.map(([name, item]) => [name, this.value(item, name, below)]));
  }

  /** Replaces parameter values by pseudonyms, so that only their changes are visible. */
  params(params: Readonly<Record<string, unknown>>): Record<string, string | null> {
    return Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        this.pseudonym('param', name),
        value === null ? null : this.pseudonym('value', JSON.stringify(value) ?? ''),
      ]),
    );
  }

  #string(value: string, key: string, owner: string): string {
    if (key === 'id' && owner) return this.pseudonym(OWNERS[owner] as string, value);
    const kind = NAMED[key];
    if (kind) return this.pseudonym(kind, value);
    return PLAIN.has(key) ? this.id(value) : mask(value);
  }

  /** `visitor` is a position in `read`, but the identity of a person in `hello`. */
  #isCredentials(name: string, item: unknown): boolean {
    return name === 'visitor' && typeof item !== 'number';
  }
}
