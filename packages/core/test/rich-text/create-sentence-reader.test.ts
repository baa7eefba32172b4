import { createSentenceReader } from '@connective-chat/core/rich-text';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';

const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');

/** Everything that is read of a text that grows by single characters. */
function readGrowing(text: string): string[] {
  const reader = createSentenceReader();
  const said: string[] = [];
  for (let length = 1; length <= text.length; length += 1) said.push(reader.read(text.slice(0, length)));
  said.push(reader.readRest(text));
  return said.filter(Boolean);
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('createSentenceReader', () => {
  it('reads whole sentences without marks, and the rest at the end', () => {
    expect(readGrowing('It takes **two days.** To [Norway](https://a.test/?b=1) *four*. Costs 3.50 each')).toEqual([
      'It takes two days.',
      'To Norway four.',
      'Costs 3.50 each',
    ]);
  });

  it('reads a heading, list items and rows of a table one by one', () => {
    expect(
      readGrowing('# Delivery\n\n- Norway: four\n- Spain: two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nDone'),
    ).toEqual(['Delivery', 'Norway: four', 'Spain: two', 'a, b', '1, 2', 'Done']);
  });

  it('separates lines without a full stop by commas when several are read at once', () => {
    const reader = createSentenceReader();
    expect(reader.read('# Delivery\n\n- Norway\n- Spain.\n- It')).toBe('Delivery, Norway, Spain.');
  });

  it('reads languages that have no spaces between sentences', () => {
    expect(readGrowing('配送需要两天。挪威需要四天。好吗')).toEqual(['配送需要两天。', '挪威需要四天。', '好吗']);
  });

  it('reads sentences where the browser has no segmenter', async () => {
    vi.stubGlobal('Intl', { ...Intl, Segmenter: undefined });
    const { createSentenceReader: create } = await import('../../src/rich-text/create-sentence-reader.ts');
    const reader = create();
    expect(reader.read('It takes two days. Costs 3.50. To Nor')).toBe('It takes two days. Costs 3.50.');
    expect(reader.readRest('It takes two days. Costs 3.50. To Norway four.')).toBe('To Norway four.');
  });

  it('says every word once, in order, however the Markdown is cut', () => {
    const word = fc.constantFrom(
      'two',
      'days',
      '**bold**',
      '*so',
      '**b. c**',
      '`x. y`',
      '[l](https://a.test)',
      '3.5',
      'e.g.',
    );
    const end = fc.constantFrom('. ', '! ', '? ', ' ', '\n\n', '\n- ', '\n# ', '\n> ');
    const text = fc.array(fc.tuple(word, end), { maxLength: 14 }).map((parts) => parts.flat().join(''));
    fc.assert(
      fc.property(text, (source) => {
        const whole = createSentenceReader().readRest(source);
        expect(lettersOf(readGrowing(source).join(''))).toBe(lettersOf(whole));
      }),
      { numRuns: 100 },
    );
  });
});
