/*
 * Loaded with the first streamed answer. It imports no code, because code that the announcer also imports would become
 * part of the widget's first download.
 */

import type { Body } from '../../protocol/body.ts';
import type { SentenceReader } from '../../rich-text/create-sentence-reader.ts';
import type { AnnouncerClock } from './live-regions.ts';

/** The minimum time between two announcements of a streamed answer, in ms. */
const INTERVAL_MS = 1_500;

/** A message as it is now: that of a chat, or of an operator's dialog. */
export interface GrowingAnswer {
  readonly id: string;
  readonly body: Body;
  readonly stopped?: boolean | undefined;
}

interface Reading {
  text: string;
  format: 'markdown' | 'plain';
  readonly author: string;
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
 * answers.write({ id, body: { type: 'text', format: 'plain', text: 'Two days. To Nor' } }, 'Bot'); // 'Bot: Two days.'
 * answers.finish({ id, body: { type: 'text', format: 'plain', text: 'Two days. To Norway.' } }, ''); // 'To Norway.'
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

  /**
   * The answer has grown. Cheap, because it is called for each piece of the text.
   *
   * @param author who writes; said once, before the first sentence
   */
  write({ id, body }: GrowingAnswer, author: string): void {
    if (body.type !== 'text') return;
    const { text, format } = body;
    const known = this.#readings.get(id);
    if (known?.text === text) return;
    const reading = known ?? { text, format, author, isNew: true, reader: null, isBegun: false };
    reading.text = text;
    reading.isNew = true;
    this.#readings.set(id, reading);
    if (this.#timer === null) this.#timer = this.#clock.setTimeout(() => void this.#readOut(), INTERVAL_MS);
  }

  /**
   * The answer is complete, and is no longer announced here.
   *
   * @param stoppedLabel said after an answer that was stopped
   * @returns what was not said yet; `null` if nothing was, so that the whole message is to be announced
   */
  finish({ id, body, stopped }: GrowingAnswer, stoppedLabel: string): string | null {
    const reading = this.#readings.get(id);
    this.#readings.delete(id);
    if (!reading?.isBegun || body.type !== 'text') return null;
    const rest = reading.reader?.readRest(body.text, body.format) ?? '';
    if (!stopped) return rest;
    return rest ? `${rest} (${stoppedLabel})` : stoppedLabel;
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
      const sentences = reading.reader.read(reading.text, reading.format);
      if (!sentences) continue;
      this.#say(reading.isBegun ? sentences : `${reading.author}: ${sentences}`);
      reading.isBegun = true;
    }
  }
}
