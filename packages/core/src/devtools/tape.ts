import type { Keyframe, RecordedEntry, RecordedInput } from './recording.types.ts';

interface Segment {
  readonly keyframe: Keyframe | null;
  readonly entries: RecordedEntry[];
  bytes: number;
}

const sizeOf = (value: unknown): number => JSON.stringify(value).length + 1;

/**
 * Keeps the newest entries within a size limit, in two segments. The older segment is dropped when the newer one needs
 * its space, and each starts at a point where a replay can start. There are no gaps: if nothing can be dropped, further
 * entries are only counted until a new segment starts.
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

  /** Whether a new segment should start as soon as possible. */
  get wantsNewSegment(): boolean {
    return this.missed > 0 || this.#newer.bytes > this.#maxBytes / 2;
  }

  /** Whether the promises caused by the last entry have settled. */
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

  /** Starts a new segment. */
  startSegment(keyframe: Keyframe): void {
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
