import { expect, it, onTestFinished, vi } from 'vitest';
import { Scope } from '../../src/dom/scope.ts';
import { watchSwipeDown } from '../../src/dom/swipe-down.ts';

function touched({ isEnabled = true } = {}) {
  const scope = new Scope();
  onTestFinished(() => scope.end());
  const handle = document.createElement('div');
  const moved = document.createElement('div');
  const onSwipe = vi.fn();
  watchSwipeDown({ handle, moved, isEnabled: () => isEnabled, onSwipe }, scope);
  const touch = (type: string, clientY: number, at: number, pointerType = 'touch') => {
    const event = new MouseEvent(type, { clientY });
    Object.defineProperties(event, {
      pointerId: { value: 1 },
      pointerType: { value: pointerType },
      timeStamp: { value: at },
    });
    handle.dispatchEvent(event);
  };
  return { touch, moved, onSwipe };
}

it('follows the finger, and calls back after a long movement', () => {
  const { touch, moved, onSwipe } = touched();
  touch('pointerdown', 10, 0);
  touch('pointermove', 130, 900);
  expect(moved.style.transform).toBe('translateY(120px)');
  touch('pointerup', 130, 1000);
  expect(onSwipe).toHaveBeenCalledOnce();
  expect(moved.style.transform).toBe('');
});

it('reverts a short, slow movement, and accepts a fast one', () => {
  const { touch, moved, onSwipe } = touched();
  touch('pointerdown', 10, 0);
  touch('pointermove', 60, 900);
  touch('pointerup', 60, 1000);
  expect(onSwipe).not.toHaveBeenCalled();
  expect(moved.style.transform).toBe('');
  touch('pointerdown', 10, 2000);
  touch('pointermove', 60, 2040);
  touch('pointerup', 60, 2050);
  expect(onSwipe).toHaveBeenCalledOnce();
});

interface Other {
  readonly pointerType?: string;
  readonly to?: number;
  readonly isEnabled?: boolean;
  readonly end?: string;
}
const others: [string, Other][] = [
  ['a mouse', { pointerType: 'mouse' }],
  ['a finger that goes up', { to: -200 }],
  ['a finger where nothing may be swiped away', { isEnabled: false }],
  ['a gesture that the browser has taken over', { end: 'pointercancel' }],
];
it.each(others)('ignores %s', (_, { pointerType, to = 200, isEnabled = true, end = 'pointerup' }) => {
  const { touch, onSwipe } = touched({ isEnabled });
  touch('pointerdown', 10, 0, pointerType);
  touch('pointermove', to, 50, pointerType);
  touch(end, to, 60, pointerType);
  expect(onSwipe).not.toHaveBeenCalled();
});
