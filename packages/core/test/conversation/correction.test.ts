import { expect, it } from 'vitest';
import { type Correctable, Corrections } from '../../src/conversation/correction.ts';
import type { Body } from '../../src/protocol/body.ts';

const text = (words: string): Body => ({ type: 'text', text: words, format: 'plain' });
const edit = (seq: number, words: string, at?: string): Correctable => ({
  seq,
  id: `m${seq}`,
  body: { type: 'edit', messageId: 'm1', body: text(words) } as Body,
  ...(at === undefined ? {} : { at }),
});
const erase: Correctable = { seq: 9, id: 'm9', body: { type: 'erase', messageId: 'm1' } as Body };

it('of two corrections of a message the later entry applies, and the same entry changes nothing', () => {
  const corrections = new Corrections();
  expect(corrections.learn(edit(3, 'second'))).toEqual({ messageId: 'm1', seq: 3, body: text('second') });
  expect(corrections.learn(edit(2, 'first'))).toBeNull();
  expect(corrections.learn(edit(3, 'second'))).toBeNull();
  expect(corrections.learn({ seq: 4, id: 'm4', body: text('no correction') })).toBeNull();
});

it('a message that the server has corrected as late, later or erased stays the same object', () => {
  const corrections = new Corrections();
  corrections.learn(edit(2, 'corrected', '2026-01-02'));
  const correctedAt = (edited: string): Correctable => ({ seq: 1, id: 'm1', body: text('of the page'), edited });
  for (const edited of ['2026-01-02', '2026-01-03']) {
    const message = correctedAt(edited);
    expect(corrections.applyTo(message), edited).toBe(message);
  }
  const never: Correctable = { seq: 1, id: 'm1' };
  expect(corrections.applyTo(never).body, 'never corrected by the server').toEqual(text('corrected'));
  const older = corrections.applyTo(correctedAt('2026-01-01'));
  expect(older).toEqual({ seq: 1, id: 'm1', body: text('corrected'), edited: '2026-01-02' });
  const erased: Correctable = { seq: 1, id: 'm1', body: { type: 'erased' } };
  expect(corrections.applyTo(erased)).toBe(erased);
});

it('an erased message stays erased, and loses its text where a page still has it', () => {
  const corrections = new Corrections();
  corrections.learn(erase);
  const erased: Correctable = { seq: 1, id: 'm1', body: { type: 'erased' } };
  expect(corrections.applyTo(erased)).toBe(erased);
  expect(corrections.applyTo({ seq: 1, id: 'm1', body: text('of the page') })).toEqual(erased);
  expect(corrections.applyTo({ seq: 1, id: 'm1' })).toEqual(erased);
});

it('after a restart of the log no correction is left', () => {
  const corrections = new Corrections();
  corrections.learn(erase);
  corrections.clear();
  const message: Correctable = { seq: 1, id: 'm1', body: text('of another log') };
  expect(corrections.applyTo(message)).toBe(message);
});
