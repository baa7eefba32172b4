import type { Scope } from './scope.ts';

/** A movement of this length is a swipe and not a tap, in px. */
const START = 8;
/** A swipe counts if it is this long, in px, or this fast, in px per ms. */
const LONG = 96;
const FAST = 0.5;

export interface SwipeOptions {
  /** The element that is touched. */
  readonly handle: HTMLElement;
  /** The element that follows the finger. */
  readonly moved: HTMLElement;
  isEnabled(): boolean;
  onSwipe(): void;
}

/** Calls `onSwipe` when a finger has moved an element down. After a shorter movement the element moves back. */
export function watchSwipeDown({ handle, moved, isEnabled, onSwipe }: SwipeOptions, scope: Scope): void {
  let start: { readonly id: number; readonly y: number; readonly at: number } | null = null;
  let distance = 0;
  const follow = (y: number | null): void => {
    const { style } = moved;
    if (y === null) {
      style.removeProperty('transform');
      style.removeProperty('transition');
    } else {
      style.transform = `translateY(${y}px)`;
      style.transition = 'none';
    }
  };
  scope.listen(handle, 'pointerdown', ({ pointerId, pointerType, clientY, timeStamp }: PointerEvent) => {
    if (pointerType !== 'touch' || start || !isEnabled()) return;
    start = { id: pointerId, y: clientY, at: timeStamp };
    distance = 0;
  });
  scope.listen(handle, 'pointermove', ({ pointerId, clientY }: PointerEvent) => {
    if (pointerId !== start?.id) return;
    distance = Math.max(0, clientY - start.y);
    if (distance < START) return;
    // Captured, so that the finger may leave the handle, and its release does not click a button.
    handle.setPointerCapture?.(pointerId);
    follow(distance);
  });
  const end = ({ pointerId, type, timeStamp }: PointerEvent): void => {
    if (pointerId !== start?.id) return;
    const speed = distance / Math.max(1, timeStamp - start.at);
    const isSwipe = type === 'pointerup' && distance >= START && (distance > LONG || speed > FAST);
    start = null;
    follow(null);
    if (isSwipe) onSwipe();
  };
  scope.listen(handle, 'pointerup', end);
  scope.listen(handle, 'pointercancel', end);
}
