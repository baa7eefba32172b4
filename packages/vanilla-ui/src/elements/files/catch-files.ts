import type { Scope } from '../../dom/scope.ts';
import { setAttribute } from '../../dom/set-attribute.ts';

/** Takes files that are dropped on an element, so that the browser does not leave the page for them. */
export function catchFiles(element: HTMLElement, scope: Scope, take: (files: FileList) => void): void {
  const carriesFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;
  const mark = (over: boolean) => setAttribute(element, 'data-drop', over);
  scope.listen(element, 'dragover', (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    mark(true);
  });
  scope.listen(element, 'dragleave', (event: DragEvent) => {
    if (!(event.relatedTarget instanceof Node) || !element.contains(event.relatedTarget)) mark(false);
  });
  scope.listen(element, 'drop', (event: DragEvent) => {
    mark(false);
    if (!carriesFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
}
