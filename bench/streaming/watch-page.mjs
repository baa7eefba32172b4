/**
 * Runs in the page, from its start. Records long tasks, layout shifts, announcements, and the position of what a reader
 * sees who has scrolled up.
 */
export function watchPage() {
  const watch = { longTasks: [], shifts: [], said: [], moved: 0, frames: 0 };
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

  /** Begins to record what is written to the live regions, and to count frames. */
  watch.begin = () => {
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

  /** Records by how much the row that is at the top of the list moves from now on, frame by frame. */
  watch.hold = (scroller, rows) => {
    const [list] = find(scroller);
    const { top } = list.getBoundingClientRect();
    const row = find(rows).find((each) => each.getBoundingClientRect().bottom > top);
    const held = row.getBoundingClientRect().top;
    const look = () => {
      // The desk replaces the row of a draft by that of its message.
      if (!row.isConnected) return;
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
