import type { Scope } from '../../dom/scope.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import { createAside } from './aside.ts';

/** A frame of this width or more has two panes. */
const WIDE_PX = 880;

/**
 * Shows the second pane of a frame while the frame is wide enough.
 *
 * @param width the width of the frame before the panel is added to it, in px: the pane is then in its first layout, and
 * the panel is not laid out twice
 */
export function showAsideWhenWide(panel: HTMLElement, context: WidgetContext, scope: Scope, width: number): void {
  if (typeof ResizeObserver === 'undefined') return;
  let aside: HTMLElement | null = null;
  const fit = (width: number): void => {
    const wide = width >= WIDE_PX;
    if (wide && !aside) {
      aside = createAside(context, scope);
      panel.append(aside);
    }
    panel.classList.toggle('wide', wide);
  };
  fit(width);
  const observer = new ResizeObserver(([entry]) => fit(entry?.contentRect.width ?? 0));
  observer.observe(panel);
  scope.own(() => observer.disconnect());
}
