import { safeHref, safeSource } from '@connective-chat/core/ui';
import { describe, expect, it } from 'vitest';

describe('safeHref', () => {
  it.each([
    'https://example.com/a?b=c#d',
    'http://localhost:3000/',
    'mailto:a@example.com',
    'tel:+380441234567',
    'viber://pa?chatURI=shop',
    'tg://resolve?domain=shop',
  ])('allows %s', (url) => {
    expect(safeHref(url)).toBe(url);
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
  ])('blocks %j', (url) => {
    expect(safeHref(url)).toBeNull();
  });
});

describe('safeSource', () => {
  it('allows a picture from the page, but not a script', () => {
    expect(safeSource('/a.png', 'https://shop.example/')).toBe('https://shop.example/a.png');
    expect(safeSource('javascript:alert(1)', 'https://shop.example/')).toBeNull();
    expect(safeSource('data:image/svg+xml,<svg onload=alert(1)>', 'https://shop.example/')).toBeNull();
  });
});
