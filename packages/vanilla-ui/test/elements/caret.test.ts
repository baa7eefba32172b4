import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { mount } from '../support/mount.ts';

const markdown = (text: string) => ({ type: 'text', text, format: 'markdown' }) as const;

describe('the caret of a streamed answer', () => {
  it('is at its last block, and gone when the answer is complete', async () => {
    const { client, open, all } = mount();
    const { id } = client.add('bot', markdown('One\n\nTwo'), { streaming: true });
    await open();
    const carets = () => all('.caret').map(({ localName, textContent }) => [localName, textContent]);
    await vi.waitFor(() => expect(carets()).toEqual([['p', 'Two']]));
    client.change(id, { body: markdown('One\n\nTwo\n\n```\nthree') });
    expect(carets()).toEqual([['pre', 'three']]);
    client.change(id, { streaming: undefined } as never);
    expect(carets()).toEqual([]);
  });

  it('is at the end of a plain text', async () => {
    const { client, open, all } = mount();
    const { id } = client.add('bot', 'One', { streaming: true });
    await open();
    expect(all('.caret').map(({ textContent }) => textContent)).toEqual(['One']);
    client.change(id, { streaming: undefined } as never);
    expect(all('.caret')).toEqual([]);
  });

  it('needs no selector for which the end of the answer changes the style of all its elements', () => {
    const read = (name: string) => readFileSync(join(import.meta.dirname, '../../src/styles', `${name}.css`), 'utf8');
    const styles = ['bodies', 'list', 'markdown']
      .map(read)
      .join('')
      .replace(/\/\*[\s\S]*?\*\//g, '');
    const selectors = [...styles.matchAll(/^([^@{}]+) \{$/gm)].flatMap(([, selector]) => selector?.trim() ?? []);
    expect(selectors.filter((selector) => selector.includes('caret'))).toEqual(['.caret::after']);
    expect(selectors.filter((selector) => selector.includes('data-streaming'))).toEqual([]);
  });
});
