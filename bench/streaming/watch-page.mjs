/**
 * Runs in the page, from its start. Records long tasks, layout shifts, announcements, and the position of what a reader
 * sees who has scrolled up.
 *
 * The browser counts it as a layout shift that a list moves up to keep its growing end in view. So it is also measured
 * by how much anything moves in the list itself: relative to the top of the newest row, the rows above it and the parts
 * of its text must not move, apart from the part that is being written.
 */
export function watchPage() {
  const watch = { longTasks: [], shifts: [], jumps: [], said: [], gap: 0, moved: 0, frames: 0 };
  /** How often the positions are compared. A jump that stays is found later, too. */
  const SAMPLE_MS = 100;
  const PARTS = 'p, li, tr, pre, blockquote';
  /** Only the newest parts are compared, because this costs time. */
  const MAX_PARTS = 50;
  Object.assign(globalThis, { watch });
  const observe = (type, read) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) read(entry);
    }).observe({ type, buffered: true });
  observe('longtask', ({ startTime, duration }) => watch.longTasks.push({ startTime, duration }));
  observe('layout-shift', ({ startTime, value }) => watch.shifts.push({ startTime, value }));

  /** All roots of the page, those of shadow trees included. */
  const rootsOf = (root) => [
    root,
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? rootsOf(shadowRoot) : [])),
  ];
  const find = (selector) => rootsOf(document).flatMap((root) => [...root.querySelectorAll(selector)]);

  /** Measures after a frame, when the layout is known. */
  const afterFrame = (measure) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = measure;
    requestAnimationFrame(() => port2.postMessage(null));
  };

  let isFollowing = true;
  const known = new WeakMap();
  const watchPositions = (scroller, rows) => {
    const [list] = find(scroller);
    const [newest] = find(rows).slice(-1);
    const root = newest.getRootNode();
    const look = () => {
      setTimeout(() => afterFrame(look), SAMPLE_MS);
      const all = [...root.querySelectorAll(rows)];
      const last = all.pop();
      // A row that enters is not at its place yet.
      if (last.getAnimations().length > 0) return;
      const { top } = last.getBoundingClientRect();
      const parts = [...last.querySelectorAll(PARTS)].slice(-MAX_PARTS);
      const written = parts.at(-1);
      let jump = null;
      for (const element of [...all, ...parts]) {
        if (element === written || element.contains(written)) continue;
        const { top: position, height } = element.getBoundingClientRect();
        if (height === 0) continue;
        const offset = position - top;
        const before = known.get(element);
        known.set(element, { last, offset });
        const px = before?.last === last ? Math.abs(offset - before.offset) : 0;
        if (px > 1 && px > (jump?.px ?? 0))
          jump = { px, startTime: performance.now(), what: element.textContent.slice(0, 40) };
      }
      if (jump) watch.jumps.push(jump);
      // In a reversed scroller the end is at position 0.
      const isReversed = getComputedStyle(list).flexDirection === 'column-reverse';
      const toEnd = isReversed ? -list.scrollTop : list.scrollHeight - list.clientHeight - list.scrollTop;
      if (isFollowing) watch.gap = Math.max(watch.gap, toEnd);
    };
    afterFrame(look);
  };

  /** Begins to record what is written to the live regions, and to count frames. */
  watch.begin = (scroller, rows) => {
    watchPositions(scroller, rows);
    for (const region of find('[aria-live]')) {
      new MutationObserver((records) => {
        for (const { addedNodes } of records) for (const node of addedNodes) watch.said.push(node.textContent);
      }).observe(region, { childList: true });
    }
    const count = () => {
      watch.frames += 1;
      requestAnimationFrame(count);
    };
    count();
    return performance.now();
  };

  /** Call before the reader scrolls up. */
  watch.leaveEnd = () => {
    isFollowing = false;
  };

  /** Records by how much the row that is at the top of the list moves from now on, frame by frame. */
  watch.hold = (scroller, rows) => {
    const [list] = find(scroller);
    const { top } = list.getBoundingClientRect();
    const row = find(rows).find((each) => each.getBoundingClientRect().bottom > top);
    const held = row.getBoundingClientRect().top;
    const look = () => {
      watch.moved = Math.max(watch.moved, Math.abs(row.getBoundingClientRect().top - held));
      requestAnimationFrame(look);
    };
    look();
  };

  /** The length of the newest message. */
  watch.length = (rows) => find(rows).at(-1)?.textContent.length ?? 0;
  watch.since = (from) => {
    const after = (entries) => entries.filter(({ startTime }) => startTime >= from);
    return { ...watch, longTasks: after(watch.longTasks), shifts: after(watch.shifts) };
  };
}
