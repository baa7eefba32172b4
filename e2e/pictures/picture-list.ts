import type { WidgetLook } from '../../playground/src/gallery/widget-gallery.ts';

export interface Picture {
  /** The name of its file, without the extension. */
  readonly name: string;
  /** The name of the state in the gallery. */
  readonly state: string;
  readonly look: WidgetLook;
}

/** States that look like another one: of `talk`, and of the picture in `media`. */
const SAME = new Set(['unread', 'image']);

const DARK = [
  'talk',
  'buttons',
  'rating',
  'thinking-steps',
  'approval',
  'failures',
  'offline',
  'operator',
  'files',
  'markdown',
];
const RTL = ['talk', 'buttons', 'quick-replies', 'thinking-steps', 'failures', 'operator', 'menu'];
const PHONE = ['talk', 'pre-chat', 'cards', 'queued'];

/**
 * The pictures that are committed: every state once, and in the other themes, directions and sizes those whose styles
 * differ. `names` are all states of the gallery, so that a new state needs a picture.
 */
export const pictureList = (names: readonly string[]): readonly Picture[] => [
  ...names.filter((state) => !SAME.has(state)).map((state) => ({ name: state, state, look: {} })),
  ...DARK.map((state) => ({ name: `${state}-dark`, state, look: { theme: 'dark' } as const })),
  ...RTL.map((state) => ({ name: `${state}-rtl`, state, look: { dir: 'rtl', locale: 'ar' } as const })),
  ...PHONE.map((state) => ({ name: `${state}-phone`, state, look: { size: 'phone' } as const })),
];
