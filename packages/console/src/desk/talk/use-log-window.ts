import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** How many rows are rendered while the end is followed, and how many a scroll to the top adds. */
const WINDOW = 60;
/** How many rows are rendered before the target of a search. */
const BEFORE = 20;

export interface LogWindow {
  /** The index of the first rendered row. */
  readonly start: number;
  readonly isAtEnd: boolean;
  /** How many rows were added at the end while the reader was scrolled up. */
  readonly missed: number;
  readonly scrollerRef: RefObject<HTMLElement | null>;
  readonly topRef: RefObject<HTMLDivElement | null>;
  readonly endRef: RefObject<HTMLDivElement | null>;
  readonly toEnd: () => void;
  /** Renders a row and all later ones. */
  readonly reach: (key: string) => void;
}

/**
 * Renders only a window of a long list. The scroller is laid out from its end (`column-reverse`), so the browser keeps
 * the end in view and rows added at the top move nothing: no scroll position is read when a message arrives.
 *
 * @param keys the keys of the rows, oldest first
 * @param onTop called when the first row becomes visible, to load older ones
 */
export function useLogWindow(keys: readonly string[], onTop: () => void): LogWindow {
  const scrollerRef = useRef<HTMLElement>(null);
  const topRef = useRef<HTMLDivElement>(null);
  const endRef = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(WINDOW);
  const [isAtEnd, setAtEnd] = useState(true);
  const [seenKey, setSeenKey] = useState<string | undefined>(undefined);
  const last = keys.at(-1);
  const start = Math.max(0, keys.length - size);

  // While the end is followed, every row counts as seen.
  if (isAtEnd && seenKey !== last) setSeenKey(last);
  if (isAtEnd && size > WINDOW) setSize(WINDOW);
  const seenAt = seenKey === undefined ? -1 : keys.lastIndexOf(seenKey);
  const missed = isAtEnd || seenAt < 0 ? 0 : keys.length - 1 - seenAt;

  const latest = useRef({ start, onTop, missed });
  useLayoutEffect(() => {
    // While the reader is scrolled up, the first rendered row stays the same when rows are added at the end.
    const grown = missed - latest.current.missed;
    if (!isAtEnd && grown > 0) setSize((held) => held + grown);
    latest.current = { start, onTop, missed };
  });

  const firstKey = keys[start];
  const heldFirst = useRef(firstKey);
  useLayoutEffect(() => {
    const before = heldFirst.current;
    heldFirst.current = firstKey;
    const scroller = scrollerRef.current;
    if (!scroller || before === undefined || before === firstKey) return;
    // The scroll position is counted from the end, so rows added at the top do not change it. Scroll anchoring counts
    // from the top and would move the view, so it is off until the rows are laid out.
    scroller.style.setProperty('overflow-anchor', 'none');
    requestAnimationFrame(() => requestAnimationFrame(() => scroller.style.removeProperty('overflow-anchor')));
  }, [firstKey]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: observes again after rows were added before it
  useEffect(() => {
    const [scroller, top, end] = [scrollerRef.current, topRef.current, endRef.current];
    if (!scroller || !top || !end || typeof IntersectionObserver === 'undefined') return;
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (target === end) setAtEnd(isIntersecting);
          else if (isIntersecting) {
            if (latest.current.start > 0) setSize((held) => held + WINDOW);
            else latest.current.onTop();
          }
        }
      },
      { root: scroller, rootMargin: '240px 0px 24px' },
    );
    observer.observe(top);
    observer.observe(end);
    return () => observer.disconnect();
  }, [firstKey]);

  const toEnd = () => {
    // In a reversed scroller the end is at position 0.
    scrollerRef.current?.scrollTo({ top: 0 });
    scrollerRef.current?.focus({ preventScroll: true });
  };
  const reach = (key: string) => {
    const at = keys.indexOf(key);
    if (at < 0 || at >= start) return;
    // Back at the end the window shrinks again.
    setAtEnd(false);
    setSize(keys.length - at + BEFORE);
  };
  return { start, isAtEnd, missed, scrollerRef, topRef, endRef, toEnd, reach };
}
