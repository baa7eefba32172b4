import { createRichTextParser } from './create-rich-text-parser.ts';
import { splitSentences } from './split-sentences.ts';
import { toLines } from './to-lines.ts';

/** Reads the new sentences of a growing text; see `createSentenceReader()`. */
export interface SentenceReader {
  /**
   * The sentences that were completed since the last call, as plain text; empty if there is none. A heading or a list
   * item counts as a sentence.
   *
   * @param text the whole text so far
   */
  read(text: string, format?: 'markdown' | 'plain'): string;
  /** Everything that was not read before: the text is complete. */
  readRest(text: string, format?: 'markdown' | 'plain'): string;
}

/** Marks that the text after them can turn into formatting, so that their sentence is not final. */
const UNFINISHED = /\*\*|__|`|\]\(/;

/**
 * Creates a reader of one growing text for a screen reader, such as a streamed answer: each sentence is returned once,
 * when it is complete. If the text no longer begins with what was read, reading continues at the first sentence that
 * differs.
 *
 * @example
 * const reader = createSentenceReader();
 * reader.read('**Two days.** To'); // 'Two days.'
 * reader.readRest('**Two days.** To Norway four.'); // 'To Norway four.'
 */
export function createSentenceReader(): SentenceReader {
  const parse = createRichTextParser();
  let known = '';

  const readOn = (source: string, format: 'markdown' | 'plain' | undefined, isComplete: boolean): string => {
    const text = toLines(parse(source, format)).join('\n');
    const start = findUnread(text, known);
    const unread = text.slice(start);
    const length = isComplete ? unread.length : lengthOfFinished(unread);
    if (length === 0) return '';
    known = text.slice(0, start + length);
    return asSpeech(unread.slice(0, length));
  };
  return {
    read: (source, format) => readOn(source, format, false),
    readRest: (source, format) => readOn(source, format, true),
  };
}

/** The length of the finished sentences at the beginning of a text. The last one may continue. */
function lengthOfFinished(text: string): number {
  let length = 0;
  for (const sentence of splitSentences(text).slice(0, -1)) {
    if (UNFINISHED.test(sentence)) break;
    length += sentence.length;
  }
  return length;
}

/**
 * Where the part of a text begins that has not been read. Marks that have become formatting have disappeared from the
 * text meanwhile, so only letters and digits are compared.
 */
function findUnread(text: string, known: string): number {
  if (text.startsWith(known)) return known.length;
  const isWord = (character: string) => /[\p{L}\p{N}]/u.test(character);
  let index = 0;
  for (const character of known) {
    if (!isWord(character)) continue;
    while (index < text.length && !isWord(text.charAt(index))) index += 1;
    if (!text.startsWith(character, index)) return startOfSentence(text, index);
    index += character.length;
  }
  while (index < text.length && !/[\s\p{L}\p{N}]/u.test(text.charAt(index))) index += 1;
  return index;
}

function startOfSentence(text: string, index: number): number {
  let start = 0;
  for (const sentence of splitSentences(text)) {
    if (start + sentence.length > index) break;
    start += sentence.length;
  }
  return start;
}

/** A line that ends without a mark gets a comma, for the pause. */
const asSpeech = (text: string): string =>
  text
    .trim()
    .replace(/(?<=[\p{L}\p{N}])\n/gu, ', ')
    .replace(/\s+/g, ' ');
