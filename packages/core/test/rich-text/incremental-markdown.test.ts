import { createRichTextParser, parseRichText } from '@connective-chat/core/rich-text';
import type { RichNode } from '@connective-chat/core/ui';
import fc from 'fast-check';
import { Lexer } from 'marked';
import { afterEach, describe, expect, it, vi } from 'vitest';

/** Pieces whose combinations decide where a block ends and what a bracket or an emphasis mark means. */
const PIECES = [
  'word',
  ' ',
  '\n',
  '\n\n',
  '\n \n',
  '\r\n',
  '\r',
  '    ',
  '\t',
  '- ',
  '* ',
  '1. ',
  '2) ',
  '-',
  '---',
  '===',
  '# ',
  '> ',
  '>',
  '```',
  '~~~',
  '`',
  '**',
  '_',
  '~~',
  '[a]',
  '[a][b]',
  '[a]: https://a.test',
  '\n\n[b]: /b "title',
  '"',
  '[x](https://x.test)',
  'https://y.test',
  '| a | b |\n',
  '|---|--:|\n',
  '<div>',
  '</div>',
  '<!--',
  '-->',
  '<a href="x">',
  '</a>',
  '<pre>',
  '</pre>',
  '- [x] ',
  '\\',
  '&amp;',
  '[__proto__]',
  '[__proto__]: https://p.test',
];

/** Replaces objects of the lexer without a prototype, and nothing else. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function expectSameAtEachStep(steps: readonly string[]): void {
  const parse = createRichTextParser();
  let text = '';
  for (const step of steps) {
    text += step;
    expect(plain(parse(text))).toEqual(plain(parseRichText(text)));
  }
}

afterEach(() => vi.restoreAllMocks());

describe('createRichTextParser', () => {
  it('returns what a reading of the whole text returns, for any text that grows in any pieces', () => {
    const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 });
    fc.assert(fc.property(pieces, expectSameAtEachStep), { numRuns: Number(process.env.MARKDOWN_RUNS ?? 300) });
  });

  it('returns the same for real answers that grow by single characters', () => {
    const answer = [
      '# Delivery\n\nYour order [4711][order] is **on its way**. See https://a.test/x.\n\n',
      '1. one\n\n   more of one\n2. two\n   - nested\n\n     ```js\n     a < b\n     ```\n\n**Next** part\n\n',
      '| a | b |\n|---|---|\n| 1 | [two][order] |\n\n```\nopen\n\n\nfence\n```\n\n> quote\n> more\n\nlazy\n\n',
      '[order]: https://a.test/4711 "The order"\n\nThe end.\n',
    ].join('');
    expectSameAtEachStep([...answer]);
  });

  it('returns the same for long tables, whatever is in their rows and after them', () => {
    const cell = fc.constantFrom(
      'a',
      '**b**',
      '`|`',
      '[x]',
      '[x](https://x.test)',
      'https://y.test',
      '<b>',
      '',
      '\\|',
      ' ',
    );
    const row = fc.oneof(
      {
        weight: 12,
        arbitrary: fc.array(cell, { minLength: 1, maxLength: 3 }).map((cells) => `| ${cells.join(' | ')} |\n`),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('no cells\n', '<a href="/">|\n', '</a>|\n', '    four\n', '| open', '\\\n'),
      },
    );
    const end = fc.constantFrom(
      '',
      '\n',
      '\nText',
      '\n\n| not |\n',
      '# Heading\n',
      '- item\n',
      '> quote',
      '```\n',
      '\n[x]: https://z.test\n',
    );
    const table = fc.tuple(
      fc.constantFrom('', '', 'Text\n\n', 'Text\n', '\n'),
      fc.array(row, { minLength: 30, maxLength: 110 }),
      end,
    );
    const pieces = fc
      .array(table, { minLength: 1, maxLength: 2 })
      .map((tables) =>
        tables.flatMap(([before, rows, after]) => [before, '| h | i |\n', '|---|--:|\n', ...rows, after]),
      );
    fc.assert(fc.property(pieces, expectSameAtEachStep), { numRuns: Number(process.env.MARKDOWN_RUNS ?? 300) / 30 });
  });

  it('keeps the nodes of finished blocks, and the unchanged items of a list that grows', () => {
    const parse = createRichTextParser();
    const before = parse('# Plan\n\nFirst.\n\n- one\n- two');
    const after = parse('# Plan\n\nFirst.\n\n- one\n- two, and');
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    expect(after[2]).not.toBe(before[2]);
    const items = (node: (typeof after)[number] | undefined) => (node?.type === 'list' ? node.items : []);
    expect(items(after[2])[0]).toBe(items(before[2])[0]);
    expect(items(after[2])[1]).not.toBe(items(before[2])[1]);
    expect(parse('# Plan\n\nFirst.\n\n- one\n- two, and')).toBe(after);
  });

  it('reads the earlier blocks with a bracket again when a link definition arrives', () => {
    const parse = createRichTextParser();
    const before = parse('No link.\n\nSee [this].\n\nMore');
    const after = parse('No link.\n\nSee [this].\n\nMore\n\n[this]: https://a.test');
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toMatchObject({ children: [{}, { type: 'link', href: 'https://a.test/' }, {}] });
  });

  it('starts again with a text that does not continue the one before', () => {
    const parse = createRichTextParser();
    parse('One.\n\nTwo.\n\nThree');
    expect(parse('Another.\n\nText')).toEqual(parseRichText('Another.\n\nText'));
    expect(parse('plain **text**', 'plain')).toEqual(parseRichText('plain **text**', 'plain'));
  });

  it('lexes no more than the last blocks for each piece of a long answer', () => {
    const paragraph = 'The courier called, and **nobody** answered the door; see [the page](https://a.test/).\n\n';
    const list = '- one\n- two\n- three\n\n';
    const block = `${paragraph}${list}`;
    const parse = createRichTextParser();
    const lex = vi.spyOn(Lexer.prototype, 'lex');
    let text = '';
    let most = 0;
    for (const token of block.repeat(190).match(/.{1,25}|\n/gs) ?? []) {
      text += token;
      lex.mockClear();
      parse(text);
      most = Math.max(
        most,
        lex.mock.calls.reduce((sum, [source]) => sum + source.length, 0),
      );
    }
    expect(text.length).toBeGreaterThan(20_000);
    // The block that is finished is lexed with the next one, then alone; then the rest of the text.
    expect(most).toBeLessThanOrEqual(3 * block.length);
  });

  it('lexes only the last rows of a long table, and keeps the others, also when it ends', () => {
    const rows = Array.from({ length: 600 }, (_, index) => `| parcel ${index} | the branch | ${index} |\n`);
    const parse = createRichTextParser();
    const lex = vi.spyOn(Lexer.prototype, 'lex');
    const rowsOf = ([table]: readonly RichNode[]) => (table?.type === 'table' ? table.rows : []);
    let text = '| item | place | days |\n|---|---|--:|\n';
    let most = 0;
    let before = rowsOf(parse(text));
    for (const piece of [...rows, '\n', 'The end.', ' Or not.']) {
      text += piece;
      lex.mockClear();
      const after = rowsOf(parse(text));
      most = Math.max(
        most,
        lex.mock.calls.reduce((sum, [source]) => sum + source.length, 0),
      );
      expect(before.every((row, index) => row === after[index])).toBe(true);
      before = after;
    }
    expect(before).toHaveLength(600);
    expect(text.length).toBeGreaterThan(18_000);
    // At its end the rows are lexed three times: with the next block, as a finished part, and without it.
    expect(most).toBeLessThan(6_000);
  });
});
