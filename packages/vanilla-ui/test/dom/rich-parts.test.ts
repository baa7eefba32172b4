import { parseRichText } from '@connective-chat/core/rich-text';
import { describe, expect, it } from 'vitest';
import { plainElements } from '../../src/dom/plain-elements.ts';
import { createRichPart, toRichParts } from '../../src/dom/rich-parts.ts';
import { XSS_PAYLOADS } from '../support/xss-payloads.ts';

const rendered = (text: string): HTMLElement => {
  const box = document.createElement('div');
  box.append(...toRichParts(parseRichText(text)).map((part) => createRichPart(part)));
  return box;
};

/** The only elements that a text may produce. */
const ALLOWED = new Set(
  'P STRONG EM DEL BLOCKQUOTE LI OL UL BR HR CODE PRE SPAN A DIV TABLE THEAD TBODY TR TH TD'.split(' '),
);
const ATTRIBUTES = new Set(['href', 'target', 'rel', 'tabindex', 'start', 'data-rich', 'data-align']);
const SCHEMES = /^(https?|mailto|tel|viber|tg):/;

describe('rich parts', () => {
  it('renders the Markdown of a bot', () => {
    const box = rendered('**Bold** and *soft* `code`\n\n1. one\n2. two\n\n> said\n\n[link](https://example.com)');
    expect(box.querySelector('strong')?.textContent).toBe('Bold');
    expect(box.querySelector('em')?.textContent).toBe('soft');
    expect(box.querySelector('code')?.textContent).toBe('code');
    expect([...box.querySelectorAll('ol > li')].map((item) => item.textContent)).toEqual(['one', 'two']);
    expect(box.querySelector('blockquote')?.textContent).toBe('said');
    expect(box.querySelector('a')?.getAttribute('href')).toBe('https://example.com/');
    expect(box.querySelector('a')?.rel).toBe('noopener noreferrer nofollow');
  });

  it('keeps line breaks', () => {
    expect(rendered('one\ntwo').querySelectorAll('br')).toHaveLength(1);
  });

  it('renders tables', () => {
    const box = rendered('| a | b |\n|---|---|\n| 1 | 2 |');
    expect([...box.querySelectorAll('th, td')].map((cell) => cell.textContent)).toEqual(['a', 'b', '1', '2']);
  });

  it('shows HTML as text', () => {
    expect(rendered('a <b>b</b> <img src=x onerror=alert(1)>').textContent).toBe(
      'a <b>b</b> <img src=x onerror=alert(1)>',
    );
  });

  it('links a picture instead of loading it', () => {
    const box = rendered('![a lamp](https://spy.example/a.png)');
    expect(box.querySelector('img')).toBeNull();
    expect(box.querySelector('a')?.textContent).toBe('a lamp');
  });

  it('survives endless nesting', () => {
    expect(() => rendered(`${'> '.repeat(3000)}deep`)).not.toThrow();
    expect(() => rendered(`${'['.repeat(3000)}x${']'.repeat(3000)}`)).not.toThrow();
  });

  it('links URLs in plain text, and keeps the rest as it is', () => {
    const box = document.createElement('div');
    const text = '<b>no</b> javascript:alert(1) https://example.com/wiki/Lamp_(light), done';
    box.append(...plainElements(text));
    expect(box.textContent).toBe(text);
    const [link, ...others] = box.querySelectorAll('a');
    expect(others).toEqual([]);
    expect(link?.textContent).toBe('https://example.com/wiki/Lamp_(light)');
    expect([link?.rel, link?.target]).toEqual(['noopener noreferrer nofollow', '_blank']);
  });

  it.each(XSS_PAYLOADS)('renders nothing for %s', (payload) => {
    for (const text of [
      payload,
      `**${payload}**`,
      `[x](${payload})`,
      `![${payload}](${payload})`,
      `| ${payload} |\n|-|`,
    ]) {
      for (const element of rendered(text).querySelectorAll('*')) {
        expect(ALLOWED).toContain(element.tagName);
        for (const { name } of element.attributes) expect(ATTRIBUTES).toContain(name);
        const href = element.getAttribute('href');
        if (href !== null) expect(href).toMatch(SCHEMES);
      }
    }
  });
});
