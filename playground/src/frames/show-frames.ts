import { element } from '../page/element.ts';
import type { PassedFrame } from './tapped-transport.ts';

const ARROWS: Record<PassedFrame['direction'], string> = { out: '↑', in: '↓', link: '⇄' };
const DIRECTIONS: Record<PassedFrame['direction'], string> = { out: 'sent', in: 'received', link: 'connection' };

const timeOf = (at: number): string => new Date(at).toISOString().slice(11, 23);

function item({ id, at, direction, name, payload, lost }: PassedFrame): HTMLElement {
  const json = JSON.stringify(payload, null, 2);
  return element(
    'li',
    { 'data-frame': String(id), 'data-direction': direction, ...(lost ? { 'data-lost': '' } : {}) },
    element(
      'details',
      {},
      element(
        'summary',
        {},
        element('time', {}, timeOf(at)),
        element('span', { class: 'arrow', title: DIRECTIONS[direction] }, ARROWS[direction]),
        element('code', {}, name),
        element('span', { class: 'excerpt' }, lost ? 'lost on the way' : JSON.stringify(payload)),
      ),
      element('pre', {}, json),
    ),
  );
}

/** Shows the frames, newest first. A frame that is already shown keeps its element, so that it stays unfolded. */
export function showFrames(list: Element, frames: readonly PassedFrame[]): void {
  const shown = new Map([...list.children].map((child) => [(child as HTMLElement).dataset.frame, child]));
  const wanted = [...frames].reverse().map((frame) => shown.get(String(frame.id)) ?? item(frame));
  const keep = new Set<Element>(wanted);
  for (const child of [...list.children]) if (!keep.has(child)) child.remove();
  for (const [index, child] of wanted.entries()) {
    if (list.children[index] !== child) list.insertBefore(child, list.children[index] ?? null);
  }
}
