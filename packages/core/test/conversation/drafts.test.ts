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

  it('leaves half of the time of a slow device to other work', async () => {
    const COST_MS = 60;
    const clock = new VirtualClock();
    let updates = 0;
    let freeAt = 0;
    // Each update blocks the device for a while; a timer that is due meanwhile fires afterwards.
    const setTimeout = (callback: () => void, ms: number): unknown =>
      clock.setTimeout(() => {
        if (clock.now() < freeAt) setTimeout(callback, freeAt - clock.now());
        else callback();
      }, ms);
    const putDraft = () => {
      updates += 1;
      freeAt = clock.now() + COST_MS;
    };
    const device = { now: () => clock.now(), setTimeout, clearTimeout: (id: unknown) => clock.clearTimeout(id) };
    const drafts = new Drafts({ putDraft, dropDraft: () => {} }, device, 15_000);
    drafts.apply({ id: 'a', rev: 1, text: '' });
    for (let rev = 2; rev <= 601; rev += 1) {
      await clock.advance(10);
      drafts.apply({ id: 'a', rev, append: 'x' });
    }
    expect(updates).toBeGreaterThan(20);
    expect(updates * COST_MS).toBeLessThanOrEqual(6_000 / 2 + COST_MS);
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
