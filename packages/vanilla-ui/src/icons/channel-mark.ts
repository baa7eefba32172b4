import { type Shape, svg } from '../dom/svg.ts';

const MARKS: Readonly<Record<string, readonly Shape[]>> = {
  viber: [
    ['rect', { width: '24', height: '24', rx: '12', fill: '#7360f2' }],
    [
      'path',
      {
        fill: '#fff',
        d: 'M8.3 6.700c.5-.4 1.1-.3 1.5.2l1.1 1.500c.3.4.2.9-.1 1.300l-.5.5c.5 1.4 1.6 2.6 3 3.200l.6-.5c.4-.3.9-.4 1.3-.1l1.5 1.100c.5.4.6 1 .2 1.5-.8 1.1-1.9 1.5-3.1 1-3.2-1.3-5.5-3.7-6.6-6.7-.4-1.2 0-2.2 1.1-3Z',
      },
    ],
    [
      'path',
      {
        fill: 'none',
        stroke: '#fff',
        'stroke-width': '1.1',
        'stroke-linecap': 'round',
        d: 'M13 6.300c2.7.2 4.6 2.1 4.8 4.800M13.1 8.300c1.5.2 2.5 1.2 2.7 2.7',
      },
    ],
  ],
  telegram: [
    ['rect', { width: '24', height: '24', rx: '12', fill: '#2aa1e0' }],
    [
      'path',
      {
        fill: '#fff',
        d: 'M17.8 7.1 15.9 17c-.1.6-.7.8-1.2.400l-2.9-2.1-1.5 1.400c-.3.3-.7.2-.8-.3l-.9-3-2.7-.9c-.6-.2-.6-.8 0-1.100l10.9-4.900c.6-.2 1.1.1 1 .6Zm-2.6 1.7-5.8 4.4.5 2.3.4-1.8 5.1-4.600c.2-.2 0-.4-.2-.3Z',
      },
    ],
  ],
  facebook: [
    ['rect', { width: '24', height: '24', rx: '12', fill: '#0866ff' }],
    [
      'path',
      {
        fill: '#fff',
        d: 'M13.4 18.500v-5.700h2l.3-2.300h-2.300V9.100c0-.7.3-1.2 1.2-1.200h1.200V5.800c-.4-.1-1.1-.1-1.7-.1-2 0-3.2 1.2-3.2 3.100v1.700H8.800v2.300h2.100v5.700h2.500Z',
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
        d: 'M12 5.900a6 6 0 0 0-5.2 9l-.8 3 3.1-.8A6 6 0 1 0 12 5.900Z',
      },
    ],
    [
      'path',
      {
        fill: '#fff',
        d: 'M10 8.900c.3-.1.5 0 .6.300l.5 1.100c.1.2 0 .4-.1.500l-.4.500c.4.8 1 1.4 1.9 1.800l.5-.5c.1-.2.3-.2.5-.1l1.1.5c.3.1.3.3.3.6-.2.8-.8 1.2-1.6 1.1-2-.3-3.9-2.2-4.2-4.1-.1-.8.2-1.4.9-1.700Z',
      },
    ],
  ],
};

/** The mark of a messenger in its colours; `null` for a channel without one. */
export function channelMark(id: string): SVGSVGElement | null {
  const shapes = Object.hasOwn(MARKS, id) ? MARKS[id] : undefined;
  return shapes ? svg('mark', shapes) : null;
}
