import { type Shape, svg } from '../dom/svg.ts';

const MARKS: Readonly<Record<string, readonly Shape[]>> = {
  viber: [
    ['rect', { width: '24', height: '24', rx: '12', fill: '#7360f2' }],
    [
      'path',
      {
        fill: '#fff',
        d: 'M8.3 6.7c.5-.4 1.1-.3 1.5.2l1.1 1.5c.3.4.2.9-.1 1.3l-.5.5c.5 1.4 1.6 2.6 3 3.2l.6-.5c.4-.3.9-.4 1.3-.1l1.5 1.1c.5.4.6 1 .2 1.5-.8 1.1-1.9 1.5-3.1 1-3.2-1.3-5.5-3.7-6.6-6.7-.4-1.2 0-2.2 1.1-3Z',
      },
    ],
    [
      'path',
      {
        fill: 'none',
        stroke: '#fff',
        'stroke-width': '1.1',
        'stroke-linecap': 'round',
        d: 'M13 6.3c2.7.2 4.6 2.1 4.8 4.8M13.1 8.3c1.5.2 2.5 1.2 2.7 2.7',
      },
    ],
  ],
  telegram: [
    ['rect', { width: '24', height: '24', rx: '12', fill: '#2aa1e0' }],
    [
      'path',
      {
        fill: '#fff',
        d: 'M17.8 7.1 15.9 17c-.1.6-.7.8-1.2.4l-2.9-2.1-1.5 1.4c-.3.3-.7.2-.8-.3l-.9-3-2.7-.9c-.6-.2-.6-.8 0-1.1l10.9-4.9c.6-.2 1.1.1 1 .6Zm-2.6 1.7-5.8 4.4.5 2.3.4-1.8 5.1-4.6c.2-.2 0-.4-.2-.3Z',
      },
    ],
  ],
  facebook: [
    ['rect', { width: '24', height: '24', rx: '12', fill: '#0866ff' }],
    [
      'path',
      {
        fill: '#fff',
        d: 'M13.4 18.5v-5.7h2l.3-2.3h-2.3V9.1c0-.7.3-1.2 1.2-1.2h1.2V5.8c-.4-.1-1.1-.1-1.7-.1-2 0-3.2 1.2-3.2 3.1v1.7H8.8v2.3h2.1v5.7h2.5Z',
      },
    ],
  ],
  whatsapp: [
    ['rect', { width: '24', height: '24', rx: '12', fill: '#1faf54' }],
    [
      'path',
      {
        fill: 'none',
        stroke: '#fff',
        'stroke-width': '1.4',
        'stroke-linejoin': 'round',
        d: 'M12 5.9a6 6 0 0 0-5.2 9l-.8 3 3.1-.8A6 6 0 1 0 12 5.9Z',
      },
    ],
    [
      'path',
      {
        fill: '#fff',
        d: 'M10 8.9c.3-.1.5 0 .6.3l.5 1.1c.1.2 0 .4-.1.5l-.4.5c.4.8 1 1.4 1.9 1.8l.5-.5c.1-.2.3-.2.5-.1l1.1.5c.3.1.3.3.3.6-.2.8-.8 1.2-1.6 1.1-2-.3-3.9-2.2-4.2-4.1-.1-.8.2-1.4.9-1.7Z',
      },
    ],
  ],
};

/** The logo of a messenger; `null` for a channel without one. */
export function channelMark(id: string): SVGSVGElement | null {
  const shapes = Object.hasOwn(MARKS, id) ? MARKS[id] : undefined;
  return shapes ? svg('mark', shapes) : null;
}
