import { Drafts } from '@connective-chat/core/engine';
import { VirtualClock } from '@connective-chat/core/testing';
import { describe, expect, it } from 'vitest';

function setUp() {
  const clock = new VirtualClock();
  const shown: (string | null)[] = [];
  const drafts = new Drafts(
    { putDraft: (_, text) => void shown.push(text), dropDraft: () => void shown.push(null) },
    clock,
    15_000,
  );
  const append = (rev: number, piece: string) => drafts.apply({ id: 'a', rev, append: piece });
  return { clock, shown, drafts, append };
}

describe('Drafts', () => {
  it('shows the first piece at once, and the pieces of one frame together', async () => {
    const { clock, shown, drafts, append } = setUp();
    drafts.apply({ id: 'a', rev: 1, text: 'One' });
    expect(shown).toEqual(['One']);
    append(2, ' two');
    append(3, ' three');
    await clock.advance(15);
    expect(shown).toEqual(['One']);
    await clock.advance(1);
    expect(shown).toEqual(['One', 'One two three']);
    await clock.advance(100);
    append(4, ' four');
    expect(shown.at(-1)).toBe('One two three four');
  });

  it('updates the view at most once per frame while 100 pieces a second arrive', async () => {
    const { clock, shown, drafts, append } = setUp();
    drafts.apply({ id: 'a', rev: 1, text: '' });
    for (let rev = 2; rev <= 101; rev += 1) {
      await clock.advance(10);
      append(rev, 'x');
    }
    await clock.advance(16);
    expect(shown.at(-1)).toHaveLength(100);
    expect(shown.length).toBeLessThanOrEqual(1 + 1_016 / 16);
  });

  it('shows nothing of a draft that ended within the frame, and leaves no timer', async () => {
    const { clock, shown, drafts, append } = setUp();
    drafts.apply({ id: 'a', rev: 1, text: 'One' });
    append(2, ' two');
    drafts.finish('a');
    await clock.advance(20_000);
    expect(shown).toEqual(['One', null]);
  });
});
