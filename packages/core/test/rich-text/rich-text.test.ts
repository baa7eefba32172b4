import { describeBody, describeMessage, parseRichText, stripMarkdown } from '@connective-chat/core/rich-text';
import { renderRichText, safeHref, safeSource } from '@connective-chat/core/ui';
import { describe, expect, it } from 'vitest';
import { textMessage } from '../ui/scripted-client.ts';

const text = (value: string) => ({ type: 'text', text: value }) as const;

describe('parseRichText', () => {
  it('reads paragraphs, headings, lists, code and inline marks', () => {
    expect(
      parseRichText('# Hi\nSee **this** and *that*\n- one `x`\n- [two](https://a.test/)\n\n```js\na < b\n```'),
    ).toEqual([
      { type: 'heading', children: [text('Hi')] },
      {
        type: 'paragraph',
        children: [
          text('See '),
          { type: 'strong', children: [text('this')] },
          text(' and '),
          { type: 'emphasis', children: [text('that')] },
        ],
      },
      {
        type: 'list',
        ordered: false,
        start: 1,
        items: [
          { checked: null, children: [text('one '), { type: 'code', text: 'x' }] },
          { checked: null, children: [{ type: 'link', href: 'https://a.test/', children: [text('two')] }] },
        ],
      },
      { type: 'codeBlock', text: 'a < b', language: 'js' },
    ]);
  });

  it('removes the backslash of an escape, and joins the adjacent texts', () => {
    expect(parseRichText('john\\_doe (5\\*2)')).toEqual([{ type: 'paragraph', children: [text('john_doe (5*2)')] }]);
  });

  it('reads tables with their alignment, tasks and nested lists', () => {
    expect(parseRichText('| a | b |\n|:-:|--:|\n| 1 | 2 |')).toEqual([
      {
        type: 'table',
        header: [
          { align: 'center', children: [text('a')] },
          { align: 'right', children: [text('b')] },
        ],
        rows: [
          [
            { align: 'center', children: [text('1')] },
            { align: 'right', children: [text('2')] },
          ],
        ],
      },
    ]);
    expect(parseRichText('- [x] done\n- [ ] open\n  1. one')).toMatchObject([
      {
        type: 'list',
        items: [
          { checked: true, children: [text('done')] },
          { checked: false, children: [text('open'), { type: 'list', ordered: true, start: 1 }] },
        ],
      },
    ]);
  });

  it('starts an ordered list at its own number', () => {
    expect(parseRichText('3. three')).toMatchObject([{ type: 'list', ordered: true, start: 3 }]);
  });

  it('keeps line breaks, and shows HTML as text', () => {
    expect(parseRichText('one\ntwo')).toMatchObject([{ children: [text('one'), { type: 'break' }, text('two')] }]);
    expect(parseRichText('a <b>b</b>')).toMatchObject([{ children: [text('a <b>b</b>')] }]);
  });

  it('links URLs in both formats, without the trailing full stop', () => {
    const children = [text('See '), { type: 'link', href: 'https://a.test/b' }, text('.')];
    expect(parseRichText('See https://a.test/b.')).toMatchObject([{ type: 'paragraph', children }]);
    expect(parseRichText('See https://a.test/b.', 'plain')).toMatchObject(children);
    expect(parseRichText('(https://a.test/x_(y))', 'plain')).toMatchObject([
      text('('),
      { type: 'link', href: 'https://a.test/x_(y)' },
      text(')'),
    ]);
  });

  it('reads no Markdown in plain text', () => {
    expect(parseRichText('**x** \\_ `y`\n- z', 'plain')).toEqual([text('**x** \\_ `y`\n- z')]);
  });

  it('shows a picture as a link, because loading it would tell a third party that it was read', () => {
    expect(parseRichText('![a lamp](https://spy.example/a.png)')).toMatchObject([
      { children: [{ type: 'link', href: 'https://spy.example/a.png', children: [text('a lamp')] }] },
    ]);
  });

  it('does not link a javascript: URL (S9)', () => {
    const hostile = [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      '//a.test',
      '/x',
      '',
    ];
    expect(hostile.map((address) => safeHref(address))).toEqual(hostile.map(() => null));
    expect(hostile.map((address) => safeSource(address))).toEqual(hostile.map(() => null));
    expect(parseRichText('[x](javascript:alert(1))')).toMatchObject([{ children: [text('x')] }]);
    for (const address of ['https://a.test', 'mailto:a@b.c', 'tel:+1', 'tg://resolve', 'viber://pa']) {
      expect(safeHref(address), address).not.toBeNull();
    }
    expect(safeSource('mailto:a@b.c')).toBeNull();
  });

  it('keeps text that is not valid Markdown, and never drops a word', () => {
    for (const source of ['2 * 3 * 4', 'snake_case_name', '**open', '[a](b', '<b>x</b>', '__init__.py']) {
      expect(stripMarkdown(source).replace(/[_*]/g, '')).toContain(source.replace(/[_*]/g, '').trim());
    }
    expect(stripMarkdown('**Two** days, [see](https://a.test):\n1. a\n2. b')).toBe('Two days, see: a, b');
  });

  it('reads hostile input in bounded time, and survives endless nesting', () => {
    for (const piece of [
      '*',
      '**',
      '[',
      '`',
      '_a',
      '[a](',
      'https://',
      '```\n',
      '- ',
      '> ',
      '1. ',
      '**a_',
      '***a_',
      '~~',
    ]) {
      // The CPU time of this process, which other processes of the machine do not change.
      const start = process.cpuUsage();
      const nodes = parseRichText(piece.repeat(16_000 / piece.length));
      expect(process.cpuUsage(start).user / 1_000, piece).toBeLessThan(2_000);
      expect(nodes.length, piece).toBeGreaterThan(0);
    }
  });
});

describe('renderRichText', () => {
  it('creates only elements of a fixed list, with validated URLs', () => {
    const made: string[] = [];
    const source =
      '# H\n> q\n\n1. a\n\n[l](https://a.test) ~~d~~ `c`\n\n---\n\n- [ ] t\n\n|x|\n|-|\n|y|\n\n```\np\n```';
    renderRichText(parseRichText(source), (tag, props) => {
      made.push(tag);
      for (const name of Object.keys(props)) {
        expect(['href', 'target', 'rel', 'start', 'tabIndex', 'data-rich', 'data-align']).toContain(name);
      }
      return tag;
    });
    expect(new Set(made)).toEqual(
      new Set('p strong blockquote ol li a del code hr ul div table thead tbody tr th td pre'.split(' ')),
    );
  });
});

describe('message descriptions', () => {
  it('include the author, without Markdown syntax', () => {
    const message = { ...textMessage('a', ''), body: { type: 'text', format: 'markdown', text: '**Hi**' } } as const;
    expect(describeMessage(message)).toBe('Assistant: Hi');
    expect(describeMessage({ ...message, from: { kind: 'operator', name: 'Olena' } })).toBe('Olena: Hi');
    expect(describeMessage(message, undefined, 'Lumi')).toBe('Lumi: Hi');
    expect(describeBody({ type: 'cards', items: [{ title: 'A', text: 'b' }, { title: 'C' }] })).toBe('A: b; C');
    expect(describeBody({ type: 'alias', alias: 'x' })).toBe('');
  });
});
