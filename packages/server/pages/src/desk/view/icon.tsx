/** The shapes of the desk's icons, on a grid of 24 with a stroke of 1.75. */
const SHAPES = {
  attach: 'm19 11.5-7.4 7.4a4.6 4.6 0 0 1-6.5-6.5l7.8-7.8a3.1 3.1 0 0 1 4.4 4.4l-7.7 7.7a1.6 1.6 0 0 1-2.2-2.2l7-7.1',
  back: 'M15 5.5 8.5 12l6.5 6.5',
  ban: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM6.4 6.4l11.2 11.2',
  bell: 'M6.5 16.5v-5a5.5 5.5 0 0 1 11 0v5l1.5 2H5l1.5-2Zm3.7 4h3.6',
  bellOff: 'M8.2 7.6a5.5 5.5 0 0 1 9.3 3.9v4M6.5 11.5v5l-1.5 2h12.5M10.2 20.5h3.6M4 4l16 16',
  bot: 'M5.5 9.5A1.5 1.5 0 0 1 7 8h10a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 17 19H7a1.5 1.5 0 0 1-1.5-1.5v-8ZM12 8V4.5M9.3 12.5v2m5.4-2v2',
  card: 'M4 6.5h16v11H4v-11Zm3.2 3.7h3.6v3.6H7.2v-3.6Zm6.8.3h3m-3 3h3',
  clock: 'M12 8v4.2l2.6 1.6M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Z',
  close: 'm6.5 6.5 11 11m0-11-11 11',
  check: 'm5.5 12.5 4 4 9-9',
  checks: 'm2.5 12.5 4 4 8-9m-3.2 8 1.2 1 8-9',
  down: 'M12 5v13.5m-5.5-5L12 19l5.5-5.5',
  file: 'M7 4h6.5L18 8.5V20H7V4Zm6 0v5h5',
  keyboard: 'M3.5 7h17v10h-17V7ZM7 13.5h10M7 10.3h.1m3.2 0h.1m3.2 0h.1m3.2 0h.1',
  search: 'M10.5 16.5a6 6 0 1 0 0-12 6 6 0 0 0 0 12Zm4.3-1.7 4.7 4.7',
  send: 'M12 19V5.5m-5.5 5L12 5l5.5 5.5',
  transfer: 'M4.5 8.5h14m-4-4 4 4-4 4m5 3h-14m4-4-4 4 4 4',
  warning: 'M12 8v4.5m0 3.4v.1M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Z',
} as const;

export type IconName = keyof typeof SHAPES;

/** Decoration beside words, or in a button that has a name. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg className="desk-icon" viewBox="0 0 24 24" aria-hidden="true" data-icon={name}>
    <path d={SHAPES[name]} />
  </svg>
);
