import type { Keyframe, RecordedEntry, RecordedInput } from './recording.types.ts';

interface Segment {
  readonly keyframe: Keyframe | null;
  readonly entries: RecordedEntry[];
  bytes: number;
}

const sizeOf = (value: unknown): number => JSON.stringify(value).length + 1;

/**
 * Keeps the newest entries within a bound. It holds two stretches; the older one goes as the newer
 * one needs its place, and each begins where a replay can begin. What is in it has no holes: where
 * nothing can go, what comes next is counted and not kept, until a new stretch begins.
 */
export class Tape {
  readonly #maxBytes: number;
  readonly #now: () => number;
  readonly startedAt: number;
  #older: Segment | null = null;
  #newer: Segment = { keyframe: null, entries: [], bytes: 0 };
  #isTogether = false;
  dropped = 0;
  missed = 0;

  constructor(maxBytes: number, now: () => number) {
    this.#maxBytes = maxBytes;
    this.#now = now;
    this.startedAt = now();
  }

  get keyframe(): Keyframe | null {
    return (this.#older ?? this.#newer).keyframe;
  }

  get entries(): readonly RecordedEntry[] {
    return [...(this.#older?.entries ?? []), ...this.#newer.entries];
  }

  /** Whether a new stretch should begin, as soon as one can. */
  get wantsRest(): boolean {
    return this.missed > 0 || this.#newer.bytes > this.#maxBytes / 2;
  }

  /** Whether the last entry has come to rest, as far as promises go. */
  get isQuiet(): boolean {
    return !this.#isTogether;
  }

  note(input: RecordedInput): RecordedEntry {
    const together = this.#isTogether ? { with: true as const } : {};
    const entry: RecordedEntry = { at: this.#now() - this.startedAt, ...together, ...input };
    if (!this.#isTogether) {
      this.#isTogether = true;
      queueMicrotask(() => {
        this.#isTogether = false;
      });
    }
    this.#keep(entry, sizeOf(entry));
    return entry;
  }

  /** Begins a new stretch. */
  rest(keyframe: Keyframe): void {
    this.dropped += this.#older?.entries.length ?? 0;
    this.#older = this.#newer;
    if (this.missed > 0) {
      this.dropped += this.#newer.entries.length + this.missed;
      this.missed = 0;
      this.#older = null;
    }
    this.#newer = { keyframe, entries: [], bytes: sizeOf(keyframe) };
  }

  #keep(entry: RecordedEntry, bytes: number): void {
    if (this.missed > 0 || this.#newer.bytes + bytes > this.#maxBytes) {
      this.missed += 1;
      return;
    }
    this.#newer.entries.push(entry);
    this.#newer.bytes += bytes;
    if (!this.#older || this.#older.bytes + this.#newer.bytes <= this.#maxBytes) return;
    this.dropped += this.#older.entries.length;
    this.#older = null;
  }
}
