import type { BlockedReason } from '@connective-chat/core';
import { h } from '../../dom/h.ts';
import type { Scope } from '../../dom/scope.ts';
import { setAttribute } from '../../dom/set-attribute.ts';
import { icon } from '../../icons/icon.ts';
import { ATTACH } from '../../icons/paths/attach.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import { Attachments } from './attachments.ts';
import { catchFiles } from './catch-files.ts';

/** Where files come in, and where they are shown. */
export interface FilesPlace {
  /** Takes drops. */
  readonly panel: HTMLElement;
  readonly input: HTMLTextAreaElement;
  /** Stands over the row of the input. */
  readonly above: HTMLElement;
}

/** Files beside the text: picked, pasted, dropped, or taken with the camera of a phone. It comes where a server takes files. */
export class Files {
  readonly #context: WidgetContext;
  readonly #attachments: Attachments;
  readonly #picker = h('input', { type: 'file', multiple: true, tabindex: '-1', 'aria-hidden': 'true', hidden: true });
  readonly #button: HTMLButtonElement;

  constructor(context: WidgetContext, scope: Scope, { panel, input, above }: FilesPlace, onChange: () => void) {
    this.#context = context;
    this.#attachments = new Attachments(context, scope);
    this.#attachments.onChange = onChange;
    const pick = () => this.#picker.click();
    this.#button = h(
      'button',
      { type: 'button', class: 'tool attach', 'aria-label': context.t('attach'), on: { click: pick } },
      icon(ATTACH),
    );
    above.after(this.#attachments.element);
    input.before(this.#button, this.#picker);
    scope.listen(this.#picker, 'change', () => {
      this.#take(this.#picker.files ?? []);
      // The same file may be picked again.
      this.#picker.value = '';
    });
    scope.listen(input, 'paste', (event: ClipboardEvent) => {
      const files = event.clipboardData?.files;
      if (!files?.length) return;
      event.preventDefault();
      this.#take(files);
    });
    catchFiles(panel, scope, (files) => this.#take(files));
    this.show();
  }

  /** How many files wait to be sent. */
  get waiting(): number {
    return this.#attachments.waiting;
  }

  /** Sends what waits; the reason where that cannot be. */
  send(): BlockedReason | null {
    return this.#attachments.send();
  }

  show(): void {
    const { client } = this.#context;
    const upload = client.can('upload');
    this.#button.hidden = !upload.ok && upload.reason === 'unsupported';
    setAttribute(this.#picker, 'accept', client.limits.get().uploadTypes.join(',') || null);
  }

  #take(files: Iterable<File>): void {
    const given = [...files];
    if (given.length === 0 || this.#button.hidden) return;
    this.#attachments.stage(given);
    this.#context.focusInput();
  }
}
