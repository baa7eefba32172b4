import { byteLength } from '../lib/byte-length.ts';

/** Words of the protocol and ids of machines; whatever else stands there becomes a pseudonym. */
const TOKEN = /^[\w.:+/*-]{1,128}$/;

/** Keys whose strings are no words of a person. */
const PLAIN: ReadonlySet<string> = new Set(
  'at by caps cid code epoch event format id kind messageId mime serverTime status type uploadTypes'.split(' '),
);
/** Keys whose strings tell apart, and may tell more than that. */
const NAMED: Readonly<Record<string, string>> = { buttonId: 'button', fileId: 'file' };
/** Keys below which an `id` is that of a person, or of a choice. */
const OWNERS: Readonly<Record<string, string>> = {
  from: 'person',
  operator: 'person',
  buttons: 'button',
  keyboard: 'button',
};
/** What else is kept, with its words masked. A key that stands nowhere here is left out. */
const KEPT: ReadonlySet<string> = new Set(
  (
    'action alias alt append body bot buttonId buttons burst comment conversation dialog drafts dup fileId frameBytes ' +
    'from head height image items keyboard known label limits messagesPerMinute more name ok on online open operator ' +
    'originalType prompt queuePosition read repeatable reset retry retryAfterMs rev scale score seq size stage ' +
    'subtitle text textBytes thinking title ttlMs turn uploadBytes url v visitor width'
  ).split(' '),
);

/** A text as its size: what a limit counts stays, what it said does not. */
export const mask = (text: string): string =>
  text !== '' && text.trim() === '' ? '[blank]' : `[${byteLength(text)} bytes]`;

/** A text of the size that a mask tells. */
export function unmask(masked: string): string {
  if (masked === '[blank]') return ' ';
  const size = /^\[(\d+) bytes\]$/.exec(masked)?.[1];
  return size === undefined ? masked : 'x'.repeat(Number(size));
}

/**
 * Takes the words out of frames and calls and leaves what the client acts upon. It keeps what it
 * knows and drops the rest, so that a field of a newer server is not told by accident. The same
 * person, file or button has the same pseudonym throughout a recording.
 */
export class Redactor {
  readonly #pseudonyms = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** The stand-in for a value of a kind: `person-1`, `person-2` … */
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

  /** An id as it is where it is a machine's, else a pseudonym. */
  id(value: string): string {
    return TOKEN.test(value) ? value : this.pseudonym('id', value);
  }

  /** Any value of a frame. `owner` is the key it stands below. */
  value(value: unknown, key = '', owner = ''): unknown {
    if (typeof value === 'string') return this.#string(value, key, owner);
    if (Array.isArray(value)) return value.map((item) => this.value(item, key, owner));
    // By client id: the keys are data, and no words.
    if (value instanceof Map) return Object.fromEntries([...value].map(([cid, seq]) => [this.id(String(cid)), seq]));
    if (typeof value !== 'object' || value === null) return value;
    const below = Object.hasOwn(OWNERS, key) ? key : '';
    const kept = Object.entries(value).filter(
      ([name, item]) => item !== undefined && (PLAIN.has(name) || KEPT.has(name)) && !this.#isCredentials(name, item),
    );
    return Object.fromEntries(kept.map(([name, item]) => [name, this.value(item, name, below)]));
  }

  /** Parameters: that they differ is kept, not what they are. */
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

  /** `visitor` is a place in `read`, and the identity of a person in `hello`. */
  #isCredentials(name: string, item: unknown): boolean {
    return name === 'visitor' && typeof item !== 'number';
  }
}
