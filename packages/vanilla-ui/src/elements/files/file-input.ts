import { applyProps, getDropProps, getFileInputProps } from '@connective-chat/core/ui';
import { h } from '../../dom/h.ts';
import type { Scope } from '../../dom/scope.ts';
import { icon } from '../../icons/icon.ts';
import { ATTACH } from '../../icons/paths/attach.ts';
import { FILES } from '../lazy-parts.ts';
import type { WidgetContext } from '../widget-context.types.ts';

/** Where files are taken, and where they are shown. */
export interface FilesPlace {
  /** Takes drops. */
  readonly panel: HTMLElement;
  readonly input: HTMLTextAreaElement;
  /** The list of files follows it. */
  readonly above: HTMLElement;
}

/**
 * Takes files beside the text: picked, pasted, dropped, or taken with the camera of a phone. The list that shows them
 * is loaded with the first file.
 */
export function createFileInput(context: WidgetContext, scope: Scope, { panel, input, above }: FilesPlace): void {
  const { composer, t, focusInput, announce } = context;
  const picker = h('input', { tabindex: '-1', 'aria-hidden': 'true', hidden: true });
  const button = h(
    'button',
    { type: 'button', class: 'tool attach', 'aria-label': t('attach'), on: { click: () => picker.click() } },
    icon(ATTACH),
  );
  input.after(picker, button);
  applyProps(panel, getDropProps(composer));

  let isShown = false;
  const showFiles = (): void => {
    if (isShown) return;
    FILES.load().then(
      ({ createAttachments, markDropTarget }) => {
        if (isShown || scope.ended) return;
        isShown = true;
        above.after(createAttachments(context, scope));
        markDropTarget(panel, context, scope);
      },
      () => announce(t('notLoaded'), 'assertive'),
    );
  };
  // Loaded while the visitor chooses or carries a file.
  scope.listen(button, 'click', showFiles);
  scope.listen(panel, 'dragenter', showFiles);

  let count = composer.get().files.length;
  scope.bind(composer, ({ accept, files, uploads }) => {
    applyProps(picker, { ...getFileInputProps(composer, context), tabIndex: -1 });
    button.hidden = accept === '';
    if (files.length + uploads.length > 0) showFiles();
    // A visitor who has added a file continues in the text.
    if (files.length > count) focusInput();
    count = files.length;
  });
}
