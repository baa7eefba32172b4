import type { Scope } from '../../dom/scope.ts';
import { setAttribute } from '../../dom/set-attribute.ts';

/** Marks an element with `data-drop` while files are dragged over it. */
export function markDropTarget(element: HTMLElement, scope: Scope): void {
  const mark = (over: boolean) => setAttribute(element, 'data-drop', over);
  scope.listen(element, 'dragover', ({ dataTransfer }: DragEvent) =>
    mark(dataTransfer?.types.includes('Files') === true),
  );
  scope.listen(element, 'dragleave', (event: DragEvent) => {
    if (!(event.relatedTarget instanceof Node) || !element.contains(event.relatedTarget)) mark(false);
  });
  scope.listen(element, 'drop', () => mark(false));
}
