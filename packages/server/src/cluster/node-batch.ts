/** A NOTIFY of Postgres holds less than 8000 bytes. */
const NOTIFY_BYTES = 7900;

/** A piece of a batch, as one notification carries it. */
export interface BatchPart {
  /** Random per process: batches are numbered per sender. */
  readonly sender: string;
  /** The position among the batches of the sender: 1, 2, 3 … A skipped number means that pushes were dropped. */
  readonly batch: number;
  readonly index: number;
  readonly count: number;
  readonly text: string;
}

/** Splits between characters, because a notification is text. */
function split(text: string, maxBytes: number): string[] {
  const bytes = Buffer.from(text);
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    let end = Math.min(from + maxBytes, bytes.length);
    // A byte 10xxxxxx continues a character of UTF-8.
    while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
    parts.push(bytes.toString('utf8', from, end));
    from = end;
  }
  return parts;
}

/**
 * The notifications of a batch. Each begins with its place: Postgres drops a notification that equals an earlier one
 * of its transaction.
 *
 * @param entries values as JSON
 */
export function encodeBatch(sender: string, batch: number, entries: readonly string[]): string[] {
  const parts = split(`[${entries.join(',')}]`, NOTIFY_BYTES - 100);
  return parts.map((text, index) => `${sender} ${batch} ${index} ${parts.length}\n${text}`);
}

/** @returns null for a notification of another program */
export function decodePart(payload: string): BatchPart | null {
  const place = /^(\w+) (\d+) (\d+) (\d+)\n/.exec(payload);
  if (!place) return null;
  const [head, sender = '', ...numbers] = place;
  const [batch = 0, index = 0, count = 0] = numbers.map(Number);
  return { sender, batch, index, count, text: payload.slice(head.length) };
}
