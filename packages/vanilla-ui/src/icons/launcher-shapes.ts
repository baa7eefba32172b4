import type { Shape } from '../dom/svg.ts';

/** The icons of the launcher, needed before the widget is loaded. */
export const LAUNCHER_SHAPES: Readonly<Record<'chat' | 'close' | 'down', readonly Shape[]>> = {
  chat: [
    [
      'path',
      {
        d: 'M12 3.8c-4.9 0-8.7 3.3-8.7 7.5 0 2.3 1.2 4.3 3 5.7 0 1.1-.4 2.2-1.2 3.1 1.9 0 3.5-.7 4.6-1.6.7.2 1.5.2 2.3.2 4.9 0 8.7-3.2 8.7-7.4S16.9 3.8 12 3.8Z',
        class: 'fill',
      },
    ],
  ],
  close: [['path', { d: 'M6.5 6.5l11 11M17.5 6.5l-11 11' }]],
  down: [['path', { d: 'M6 9.5l6 6 6-6' }]],
};
