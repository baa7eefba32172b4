import type { Shape } from '../dom/svg.ts';

const path = (d: string): Shape => ['path', { d }];
const dot = (cx: string, cy: string): Shape => ['circle', { cx, cy, r: '1.1', class: 'fill' }];

/** The widget's own icons: 24 × 24, drawn as lines. */
export const ICON_SHAPES = {
  chat: [
    path(
      'M12 4c-4.7 0-8.5 3.2-8.5 7.3 0 2.3 1.2 4.3 3.1 5.6-.1 1-.5 2-1.3 2.9 1.7-.1 3.2-.7 4.3-1.5.8.2 1.6.3 2.4.3 4.7 0 8.5-3.2 8.5-7.3S16.7 4 12 4Z',
    ),
  ],
  close: [path('M6.5 6.500l11 11M17.5 6.500l-11 11')],
  down: [path('M6 9.500l6 6 6-6')],
  send: [path('M12 18.500V5.500M6.5 11L12 5.500l5.5 5.5')],
  more: [dot('6', '12'), dot('12', '12'), dot('18', '12')],
  bot: [
    path('M8 8h8a3 3 0 0 1 3 3v4.500a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3V11a3 3 0 0 1 3-3ZM12 8V5'),
    dot('9.5', '13'),
    dot('14.5', '13'),
  ],
  person: [path('M12 11.500a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM5.5 19.500c.5-3 3.1-5 6.5-5s6 2 6.5 5')],
  clock: [path('M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM12 7.500V12l3 2')],
  tick: [path('M5.5 12.500l4.5 4.5 8.5-9.5')],
  ticks: [path('M2.5 12.500l4.5 4.5 8-9.500M11.5 15.500l1.5 1.5 8-9.5')],
  alert: [path('M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 8v4.5'), dot('12', '15.8')],
  file: [path('M13.5 3.500H8a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h8a2 2 0 0 0 2-2V8l-4.5-4.500ZM13.5 3.500V8H18')],
  image: [
    path(
      'M6 5h12a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2ZM4.5 16.500l4.5-4 3.5 3 2.5-2 4.5 3.5',
    ),
    dot('15.5', '9.5'),
  ],
  external: [path('M13.5 5H19v5.500M19 5l-8 8M10 6H7a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2v-3')],
  star: [path('M12 4l2.5 5.2 5.7.7-4.2 3.9 1.1 5.7-5.1-2.8-5.1 2.800L8 13.8 3.8 9.900l5.7-.7L12 4Z')],
  previous: [path('M14.5 6l-6 6 6 6')],
  next: [path('M9.5 6l6 6-6 6')],
  soundOn: [path('M4.5 9.500v5h3l4.5 4v-13l-4.5 4h-3ZM15.5 9c1.7 1.6 1.7 4.4 0 6M18 6.500c3.2 3 3.2 8 0 11')],
  soundOff: [path('M4.5 9.500v5h3l4.5 4v-13l-4.5 4h-3ZM16 9.500l5 5M21 9.500l-5 5')],
  download: [path('M12 4.500V15M7.5 11l4.5 4.5 4.5-4.500M5 19.500h14')],
  end: [path('M9.5 5H7a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h2.500M14.5 8l4 4-4 4M18 12h-8')],
} as const satisfies Record<string, readonly Shape[]>;
