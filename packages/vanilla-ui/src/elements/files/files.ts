import { applyProps, getDropProps, getFileInputProps } from '@connective-chat/core/ui';
import { h } from '../../dom/h.ts';
import type { Scope } from '../../dom/scope.ts';
import { icon } from '../../icons/icon.ts';
import { ATTACH } from '../../icons/paths/attach.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import { createAttachments } from './attachments.ts';
import { markDropTarget } from './mark-drop-target.ts';

/** The elements for files. */
export interface FilesPlace {
  /** The drop target. */
  readonly panel: HTMLElement;
  readonly input: HTMLTextAreaElement;
  /** The container above the input. */
  readonly above: HTMLElement;
}

/** Files for the draft: picked, pasted, dropped, or taken with the camera of a phone. */
export class Files {
  readonly #context: WidgetContext;
  readonly #picker = h('input', { tabindex: '-1', 'aria-hidden': 'true', hidden: true });
  readonly #button: HTMLButtonElement;

  constructor(context: WidgetContext, scope: Scope, { panel, input, above }: FilesPlace) {
    this.#context = context;
    const pick = () => this.#picker.click();
    this.#button = h(
      'button',
      { type: 'button', class: 'tool attach', 'aria-label': context.t('attach'), on: { click: pick } },
      icon(ATTACH),
    );
    above.after(createAttachments(context, scope));
    input.after(this.#picker, this.#button);
    applyProps(panel, getDropProps(context.composer));
    markDropTarget(panel, context, scope);
    let count = context.composer.get().files.length;
    scope.bind(context.composer, ({ accept, files }) => {
      applyProps(this.#picker, { ...getFileInputProps(context.composer, context), tabIndex: -1 });
      this.#button.hidden = accept === '';
      // After picking a file the visitor continues with the text.
      if (files.length > count) this.#context.focusInput();
      count = files.length;
    });
  }
}
