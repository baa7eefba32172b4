import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Rows in the document while the end is followed, and how many more a scroll to the top adds. */
const WINDOW = 60;
/** Rows before one that is looked for. */
const BEFORE = 20;

export interface LogWindow {
  /** From which row on they are in the document. */
  readonly start: number;
  readonly isAtEnd: boolean;
  /** Rows that came while the reader was elsewhere. */
  readonly missed: number;
  readonly scrollerRef: RefObject<HTMLElement | null>;
  readonly topRef: RefObject<HTMLDivElement | null>;
  readonly endRef: RefObject<HTMLDivElement | null>;
  readonly toEnd: () => void;
  /** Brings a row into the document, and with it all that follow. */
  readonly reach: (key: string) => void;
}

/**
 * Keeps a window of a long list in the document. The scroller is laid out from its end (`column-reverse`), so the
 * browser itself keeps the end in view, and rows that are added at the top move nothing: no scroll position is read
 * when a message comes.
 *
 * @param keys what the rows are known by, oldest first
 * @param onTop the first row there is comes into view: older ones may be fetched
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

  // Following the end, what was last seen is what is last.
  if (isAtEnd && seenKey !== last) setSeenKey(last);
  if (isAtEnd && size > WINDOW) setSize(WINDOW);
  const seenAt = seenKey === undefined ? -1 : keys.lastIndexOf(seenKey);
  const missed = isAtEnd || seenAt < 0 ? 0 : keys.length - 1 - seenAt;

  const latest = useRef({ start, onTop, missed });
  useLayoutEffect(() => {
    // Held by a reader, the window's start stays where it is though rows come at the end.
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
    // Counted from the end, rows at the top move nothing; scroll anchoring counts from the top and would carry the
    // view along. It rests until they are laid out.
    scroller.style.setProperty('overflow-anchor', 'none');
    requestAnimationFrame(() => requestAnimationFrame(() => scroller.style.removeProperty('overflow-anchor')));
  }, [firstKey]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a sentinel that stays in view is reported once, so it is watched anew when rows have come before it
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
    // Laid out from the end, the end is at zero.
    scrollerRef.current?.scrollTo({ top: 0 });
    scrollerRef.current?.focus({ preventScroll: true });
  };
  const reach = (key: string) => {
    const at = keys.indexOf(key);
    if (at < 0 || at >= start) return;
    // At the end the window is a small one.
    setAtEnd(false);
    setSize(keys.length - at + BEFORE);
  };
  return { start, isAtEnd, missed, scrollerRef, topRef, endRef, toEnd, reach };
}
