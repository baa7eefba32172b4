import { describe, expect, it } from 'vitest';
import { checkUrl } from '../../src/safety/check-url.ts';
import { linkify } from '../../src/safety/linkify.ts';

describe('checkUrl', () => {
  it.each([
    'https://example.com/a?b=c#d',
    'http://localhost:3000/',
    'mailto:a@example.com',
    'tel:+380441234567',
    'viber://pa?chatURI=shop',
    'tg://resolve?domain=shop',
  ])('lets %s pass', (url) => {
    expect(checkUrl(url)).toBe(url);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    '\u00a0javascript:alert(1)',
    'javascript&colon;alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:text/html;base64,PHNjcmlwdD4=',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://example.com/1',
    'view-source:https://example.com',
    'intent://x#Intent;end',
    '//example.com',
    '/relative',
    '',
    'https://',
    `https://example.com/${'a'.repeat(5000)}`,
    null,
    42,
    {},
  ])('stops %j', (url) => {
    expect(checkUrl(url)).toBeNull();
  });

  it('lets a picture be of the page, but not a script', () => {
    expect(checkUrl('/a.png', 'source', 'https://shop.example/')).toBe('https://shop.example/a.png');
    expect(checkUrl('javascript:alert(1)', 'source', 'https://shop.example/')).toBeNull();
    expect(checkUrl('data:image/svg+xml,<svg onload=alert(1)>', 'source', 'https://shop.example/')).toBeNull();
  });
});

describe('linkify', () => {
  const linked = (text: string) => [...linkify(text).querySelectorAll('a')].map((link) => link.textContent);

  it('links addresses, without the punctuation after them', () => {
    expect(linked('See https://example.com/a, or (https://example.com/b).')).toEqual([
      'https://example.com/a',
      'https://example.com/b',
    ]);
    expect(linked('https://en.wikipedia.org/wiki/Lamp_(light)')).toEqual([
      'https://en.wikipedia.org/wiki/Lamp_(light)',
    ]);
  });

  it('keeps the text as it is', () => {
    const text = '<b>no</b> javascript:alert(1) https://example.com done';
    expect(linkify(text).textContent).toBe(text);
    expect(linked(text)).toEqual(['https://example.com']);
  });

  it('opens links apart from the page', () => {
    const link = linkify('https://example.com').querySelector('a');
    expect(link?.rel).toBe('noopener noreferrer nofollow');
    expect(link?.target).toBe('_blank');
  });
});
