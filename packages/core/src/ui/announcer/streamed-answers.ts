/*
 * Loaded with the first streamed answer. It imports no code, because code that the announcer also imports would become
 * part of the widget's first download.
 */
import type { SentenceReader } from '../../rich-text/create-sentence-reader.ts';
import type { AnnouncerClock } from './live-regions.ts';

/** The minimum time between two announcements of a streamed answer, in ms. */
const INTERVAL_MS = 1_500;

/** A streamed answer as it is now. */
export interface GrowingAnswer {
  readonly id: string;
  /** Who writes; said once, before the first sentence. */
  readonly author: string;
  /** The Markdown text so far. */
  readonly text: string;
}

interface Reading {
  answer: GrowingAnswer;
  /** Whether the text has changed since the last announcement. */
  isNew: boolean;
  reader: SentenceReader | null;
  /** Whether a sentence was said. */
  isBegun: boolean;
}

/** What streamed answers need to be announced. */
export interface StreamedAnswersParts {
  readonly clock: AnnouncerClock;
  say(sentence: string): void;
}

/**
 * Announces streamed answers while they are written: the sentences that are complete, each once, at most every 1.5
 * seconds.
 *
 * @example
 * const answers = new StreamedAnswers({ clock, say });
 * answers.write({ id, author: 'Bot', text: 'Two days. To Nor' }); // says 'Bot: Two days.'
 * answers.finish(id, 'Two days. To Norway four.'); // 'To Norway four.'
 */
export class StreamedAnswers {
  readonly #say: StreamedAnswersParts['say'];
  readonly #clock: AnnouncerClock;
  readonly #readings = new Map<string, Reading>();
  /** Loaded with the first answer, because it includes the lexer. */
  #createReader: (() => SentenceReader) | null = null;

  /** The next announcement; `null` if there is nothing to announce. */
  #timer: unknown = null;

  constructor({ clock, say }: StreamedAnswersParts) {
    this.#say = say;
    this.#clock = clock;
  }

  /** The answer has grown. Cheap, because it is called for each piece of the text. */
  write(answer: GrowingAnswer): void {
    const reading = this.#readings.get(answer.id);
    if (reading?.answer.text === answer.text) return;
    if (reading) {
      reading.answer = answer;
      reading.isNew = true;
    } else {
      this.#readings.set(answer.id, { answer, isNew: true, reader: null, isBegun: false });
    }
    if (this.#timer === null) this.#timer = this.#clock.setTimeout(() => void this.#readOut(), INTERVAL_MS);
  }

  /**
   * The answer is complete, and is no longer announced here.
   *
   * @returns what was not said yet; `null` if nothing was, so that the whole message is to be announced
   */
  finish(id: string, text: string, format?: 'markdown' | 'plain'): string | null {
    const reading = this.#readings.get(id);
    this.#readings.delete(id);
    return reading?.reader && reading.isBegun ? reading.reader.readRest(text, format) : null;
  }

  /** The answer is announced in another way, or not at all. */
  drop(id: string): void {
    this.#readings.delete(id);
  }

  stop(): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    this.#readings.clear();
  }

  async #readOut(): Promise<void> {
    this.#timer = null;
    if (!this.#createReader) {
      const loaded = await import('../../rich-text/index.ts').catch(() => null);
      // Without the lexer the message is announced when it is complete.
      if (!loaded) return;
      this.#createReader = loaded.createSentenceReader;
    }
    for (const reading of this.#readings.values()) {
      if (!reading.isNew) continue;
      reading.isNew = false;
      reading.reader ??= this.#createReader();
      const { author, text } = reading.answer;
      const sentences = reading.reader.read(text);
      if (!sentences) continue;
      this.#say(reading.isBegun ? sentences : `${author}: ${sentences}`);
      reading.isBegun = true;
    }
  }
}
