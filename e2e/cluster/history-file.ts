import { createWriteStream, readFileSync } from 'node:fs';
import type { HistoryEntry, NewEntry } from './history.types.ts';

/** Writes a history as it happens: one JSON object per line. */
export class HistoryFile {
  readonly #stream;
  readonly entries: HistoryEntry[] = [];

  constructor(path: string) {
    this.#stream = createWriteStream(path);
  }

  add({ time, process, type, f, value }: NewEntry): void {
    const entry = { index: this.entries.length, time, process, type, f, value };
    this.entries.push(entry);
    this.#stream.write(`${JSON.stringify(entry)}\n`);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#stream.end(resolve));
  }
}

export const readHistory = (path: string): HistoryEntry[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** A value in EDN, which Jepsen's own tools read. The names of fields become keywords. */
export function toEdn(value: unknown): string {
  if (value === null || value === undefined) return 'nil';
  if (Array.isArray(value)) return `[${value.map(toEdn).join(' ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, each]) => {
    const isKeyword = key === 'type' || key === 'f' ? typeof each === 'string' && /^[\w-]+$/.test(each) : false;
    return `:${key} ${isKeyword ? `:${each}` : toEdn(each)}`;
  });
  return `{${pairs.join(', ')}}`;
}
