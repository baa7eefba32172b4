/** The end of a sentence for browsers without `Intl.Segmenter`, such as Firefox before 125. */
const SENTENCE_END = /(?:[.!?…]+["'”’»)\]]*[ \t]+|[。！？]+[”」』）]*|\n)/g;

let segmenter: Intl.Segmenter | null | undefined;

/**
 * Splits a text into sentences; together they are the whole text. A line break always ends a sentence.
 *
 * @example splitSentences('It costs 3.50. Delivery is free.') // ['It costs 3.50. ', 'Delivery is free.']
 */
export function splitSentences(text: string): readonly string[] {
  // The rules for the end of a sentence hardly depend on the language, and that of an answer is not known.
  segmenter ??= typeof Intl.Segmenter === 'function' ? new Intl.Segmenter([], { granularity: 'sentence' }) : null;
  return segmenter ? Array.from(segmenter.segment(text), ({ segment }) => segment) : splitByMarks(text);
}

function splitByMarks(text: string): readonly string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const { index, 0: mark } of text.matchAll(SENTENCE_END)) {
    sentences.push(text.slice(start, index + mark.length));
    start = index + mark.length;
  }
  if (start < text.length) sentences.push(text.slice(start));
  return sentences;
}
