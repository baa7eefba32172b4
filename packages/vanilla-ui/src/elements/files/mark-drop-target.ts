import { h } from '../../dom/h.ts';
import type { Scope } from '../../dom/scope.ts';
import { icon } from '../../icons/icon.ts';
import { ATTACH } from '../../icons/paths/attach.ts';
import type { WidgetContext } from '../widget-context.types.ts';

/** Covers an element with a hint while files are dragged over it. */
export function markDropTarget(element: HTMLElement, { t, composer }: WidgetContext, scope: Scope): void {
  const cover = h('div', { class: 'drop', 'aria-hidden': 'true', hidden: true }, icon(ATTACH), t('dropFiles'));
  element.append(cover);
  const mark = (over: boolean): void => {
    cover.hidden = !over || composer.get().accept === '';
  };
  scope.listen(element, 'dragover', ({ dataTransfer }: DragEvent) =>
    mark(dataTransfer?.types.includes('Files') === true),
  );
  scope.listen(element, 'dragleave', (event: DragEvent) => {
    if (!(event.relatedTarget instanceof Node) || !element.contains(event.relatedTarget)) mark(false);
  });
  scope.listen(element, 'drop', () => mark(false));
}
