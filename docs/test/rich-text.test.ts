import { render } from '@testing-library/react';
import { mount } from '@vue/test-utils';
import { createElement } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { RichText as ReactRichText } from '../../examples/shared/react/rich-text.tsx';
import VueRichText from '../../examples/vue-app/src/chat/RichText.vue';
import { RichText as DeskRichText } from '../../packages/console/src/desk/talk/rich-text.tsx';
import { mount as mountWidget } from '../../packages/vanilla-ui/test/support/mount.ts';

type Format = 'plain' | 'markdown';

/** A view of a text that grows; returns its element, and the way to show another text. */
type Grow = (text: string) => Promise<{ readonly element: Element; show(text: string): Promise<unknown> }>;

const reactView =
  (RichText: typeof ReactRichText | typeof DeskRichText): Grow =>
  async (text) => {
    const { container, rerender } = render(createElement(RichText, { text, format: 'markdown' }));
    const show = async (next: string) => rerender(createElement(RichText, { text: next, format: 'markdown' }));
    return { element: child(container), show };
  };

const GROWING_VIEWS: Readonly<Record<string, Grow>> = {
  React: reactView(ReactRichText),
  desk: reactView(DeskRichText),
  async Vue(text) {
    const view = mount(VueRichText, { props: { text, format: 'markdown' } });
    return { element: view.element, show: (next) => view.setProps({ text: next }) };
  },
  async widget(text) {
    const { client, open, find } = mountWidget();
    const { id } = client.add('bot', { type: 'text', text, format: 'markdown' }, { streaming: true });
    await open();
    await vi.waitFor(() => expect(find('.row .text').classList.contains('loading')).toBe(false), { timeout: 20_000 });
    const show = async (next: string) => client.change(id, { body: { type: 'text', text: next, format: 'markdown' } });
    return { element: find('.row .text'), show };
  },
};

/** The views of one text. Each returns the markup of the element that holds the text. */
const VIEWS: Readonly<Record<string, (text: string, format: Format) => Promise<Element>>> = {
  React: async (text, format) => child(render(createElement(ReactRichText, { text, format })).container),
  Vue: async (text, format) => mount(VueRichText, { props: { text, format } }).element,
  desk: async (text, format) => child(render(createElement(DeskRichText, { text, format })).container),
  async widget(text, format) {
    const { client, open, find } = mountWidget();
    client.add('bot', { type: 'text', text, format });
    await open();
    await vi.waitFor(() => expect(find('.row .text').classList.contains('loading')).toBe(false), { timeout: 20_000 });
    return find('.row .text');
  },
};

const child = (container: Element): Element => {
  if (!container.firstElementChild) throw new Error('nothing was rendered');
  return container.firstElementChild;
};

/** The markup without differences between frameworks: Vue marks fragments with empty text nodes. */
function markupOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  // The copy button is a control of the widget and not part of the text.
  for (const frame of copy.querySelectorAll('.code')) frame.replaceWith(...frame.querySelectorAll(':scope > pre'));
  copy.normalize();
  return copy.innerHTML.replace(/<!--.*?-->/g, '');
}

const TABLE: readonly (readonly [text: string, format: Format, markup: string])[] = [
  ['john\\_doe (5\\*2)', 'markdown', '<p>john_doe (5*2)</p>'],
  ['john\\_doe (5\\*2) **x**', 'plain', 'john\\_doe (5\\*2) **x**'],
  ['**a** *b* ~~c~~ `d`', 'markdown', '<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code></p>'],
  ['one\ntwo\n\nthree', 'markdown', '<p>one<br>two</p><p>three</p>'],
  ['one\ntwo', 'plain', 'one\ntwo'],
  ['# Heading', 'markdown', '<p data-rich="heading"><strong>Heading</strong></p>'],
  ['- a\n- b\n  1. c', 'markdown', '<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>'],
  ['3. c\n4. d', 'markdown', '<ol start="3"><li>c</li><li>d</li></ol>'],
  ['- [x] a\n- [ ] b', 'markdown', '<ul><li data-rich="task">☑ a</li><li data-rich="task">☐ b</li></ul>'],
  ['> said', 'markdown', '<blockquote><p>said</p></blockquote>'],
  ['```js\na < b\n```', 'markdown', '<pre tabindex="0"><code>a &lt; b</code></pre>'],
  [
    `\`\`\`\n${'x\n'.repeat(40)}\`\`\``,
    'markdown',
    `<pre tabindex="0"><code><span data-rich="lines">${'x\n'.repeat(32)}</span><span data-rich="lines">${'x\n'.repeat(7)}x</span></code></pre>`,
  ],
  ['---', 'markdown', '<hr>'],
  [
    '| a | b |\n|---|--:|\n| 1 | 2 |',
    'markdown',
    '<div data-rich="table" tabindex="0"><table><thead><tr><th>a</th><th data-align="right">b</th></tr></thead>' +
      '<tbody><tr><td>1</td><td data-align="right">2</td></tr></tbody></table></div>',
  ],
  ['[a](https://a.test/x)', 'markdown', '<p><a href="https://a.test/x" LINK>a</a></p>'],
  ['![p](https://a.test/p.png)', 'markdown', '<p><a href="https://a.test/p.png" LINK>p</a></p>'],
  ['see https://a.test/x.', 'markdown', '<p>see <a href="https://a.test/x" LINK>https://a.test/x</a>.</p>'],
  ['see https://a.test/x.', 'plain', 'see <a href="https://a.test/x" LINK>https://a.test/x</a>.'],
  ['[a](javascript:alert(1))', 'markdown', '<p>a</p>'],
  ['<b>x</b> &amp; y', 'markdown', '<p>&lt;b&gt;x&lt;/b&gt; &amp; y</p>'],
  ['<img src=x onerror=alert(1)>', 'plain', '&lt;img src=x onerror=alert(1)&gt;'],
];

describe.each(TABLE)('%j as %s', (text, format, expected) => {
  const markup = expected.replaceAll('LINK', 'target="_blank" rel="noopener noreferrer nofollow"');

  it.each(Object.entries(VIEWS))('gives the same result in %s', async (_, show) => {
    expect(markupOf(await show(text, format))).toBe(markup);
  });
});

describe('a text that grows', () => {
  const FINISHED = '# Plan\n\nFirst **this**.\n\n```js\na < b\n```\n\n';

  it.each(Object.entries(GROWING_VIEWS))('changes only its last block in %s', async (_, grow) => {
    const { element, show } = await grow(`${FINISHED}Then`);
    const blocks = [...element.children].slice(0, 3);
    expect(blocks.map(({ textContent }) => textContent)).toEqual(['Plan', 'First this.', 'a < b']);
    const changed: Node[] = [];
    const note = (records: readonly MutationRecord[]) => changed.push(...records.map(({ target }) => target));
    const observer = new MutationObserver(note);
    observer.observe(element, { subtree: true, childList: true, characterData: true, attributes: true });
    let text = `${FINISHED}Then`;
    for (const token of [' the', ' **other', '**', '.', '\n\n', '- one', '\n- two']) {
      text += token;
      await show(text);
    }
    note(observer.takeRecords());
    observer.disconnect();
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.filter((target) => blocks.some((block) => block.contains(target)))).toEqual([]);
    expect([...element.children].slice(0, 3)).toEqual(blocks);
    expect(element.textContent).toBe('PlanFirst this.a < bThen the other.onetwo');
  });

  it.each(Object.entries(GROWING_VIEWS))('costs in %s what is written, however long it is', async (_, grow) => {
    const answer = longAnswer();
    const { element, show } = await grow('#');
    const create = vi.spyOn(Document.prototype, 'createElement');
    let longest = 0;
    const note = (records: readonly MutationRecord[]) => {
      for (const { target } of records) if (target instanceof Text) longest = Math.max(longest, target.data.length);
    };
    const observer = new MutationObserver(note);
    observer.observe(element, { subtree: true, characterData: true });
    for (let length = PIECE; length <= answer.length; length += PIECE) await show(answer.slice(0, length));
    note(observer.takeRecords());
    observer.disconnect();
    const created = create.mock.calls.length;
    create.mockRestore();
    expect(element.textContent).toContain('The end.');
    // A mark such as `**` becomes an element when it is closed, which creates its neighbours again.
    expect(created).toBeLessThan(2 * element.querySelectorAll('*').length);
    expect(longest, 'the longest text that was laid out again').toBeLessThan(2_000);
  });
});

const PIECE = 100;

/** An answer of 20,000 characters, in which each kind of block is long. */
function longAnswer(): string {
  const lines = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index)).join('\n');
  const section = [
    '## Part',
    'The courier called, and **nobody** answered the door. '.repeat(20),
    lines(30, (index) => `- **Step ${index}**: call the branch, and ask for the parcel`),
    `\`\`\`ts\n${lines(120, (index) => `const parcel${index} = read('parcel', ${index});`)}\n\`\`\``,
    `| item | place | days |\n|---|---|--:|\n${lines(25, (index) => `| parcel ${index} | the branch | ${index} |`)}`,
  ].join('\n\n');
  const text = `${section}\n\n`.repeat(3);
  return `${text.padEnd(Math.ceil(text.length / PIECE) * PIECE - 'The end.'.length)}The end.`;
}
