import type { BlockedReason, ChatClient } from '@connective-chat/core';
import { h } from '../../dom/h.ts';
import type { Scope } from '../../dom/scope.ts';
import { setText } from '../../dom/set-text.ts';
import { icon } from '../../icons/icon.ts';
import { CLOSE } from '../../icons/paths/close.ts';
import { FILE } from '../../icons/paths/file.ts';
import ATTACHMENTS from '../../styles/attachments.css?inline';
import type { WidgetContext } from '../widget-context.types.ts';

type Upload = ReturnType<ChatClient['uploads']['get']>[number];

interface Row {
  readonly element: HTMLElement;
  readonly show: (upload: Upload) => void;
}

/**
 * The files over the composer: those that were picked, pasted or dropped and wait to be sent, and
 * those on their way. Each goes its own way, and one that fails stops nobody.
 */
export class Attachments {
  readonly element = h('ul', { class: 'attachments', role: 'list' });
  readonly #context: WidgetContext;
  readonly #staged = new Map<File, HTMLElement>();
  readonly #rows = new Map<string, Row>();
  /** Called when the number of waiting files changes. */
  onChange: () => void = () => {};

  constructor(context: WidgetContext, scope: Scope) {
    this.#context = context;
    context.adopt(ATTACHMENTS);
    scope.bind(context.client.uploads, (uploads) => this.#show(uploads));
  }

  /** How many files wait to be sent. */
  get waiting(): number {
    return this.#staged.size;
  }

  stage(files: Iterable<File>): void {
    for (const file of files) {
      const name = file.name || this.#context.t('image');
      const remove = this.#button(`${this.#context.t('discard')}: ${name}`, () => this.#unstage(file));
      const row = h('li', { class: 'attachment' }, icon(FILE), this.#words(name, file.size), remove);
      this.#staged.set(file, row);
      this.element.append(row);
    }
    this.onChange();
  }

  /** Sends what waits. What cannot be sent stays, and its reason is told. */
  send(): BlockedReason | null {
    for (const file of [...this.#staged.keys()]) {
      const result = this.#context.client.upload(file);
      if (!result.ok) return result.reason;
      this.#unstage(file);
    }
    return null;
  }

  #unstage(file: File): void {
    this.#staged.get(file)?.remove();
    this.#staged.delete(file);
    this.onChange();
    this.#context.focusInput();
  }

  #show(uploads: readonly Upload[]): void {
    const ids = new Set(uploads.map(({ id }) => id));
    for (const [id, row] of this.#rows) {
      if (ids.has(id)) continue;
      row.element.remove();
      this.#rows.delete(id);
    }
    for (const upload of uploads) {
      const row = this.#rows.get(upload.id) ?? this.#add(upload);
      row.show(upload);
    }
  }

  #add({ id, name, size }: Upload): Row {
    const { client, t, focusInput } = this.#context;
    const bar = h('progress', { max: '1', 'aria-label': `${t('uploading')}: ${name}` });
    const failure = h('span', { class: 'attachment-failure', hidden: true }, t('uploadFailed'));
    const retry = h(
      'button',
      { type: 'button', class: 'link', hidden: true, on: { click: () => client.retryUpload(id) } },
      t('retry'),
    );
    const cancel = this.#button(`${t('discard')}: ${name}`, () => {
      client.cancelUpload(id);
      focusInput();
    });
    const words = this.#words(name, size);
    words.append(bar, failure);
    const element = h('li', { class: 'attachment' }, icon(FILE), words, retry, cancel);
    const row: Row = {
      element,
      show({ status, progress }) {
        const failed = status === 'failed';
        bar.value = progress;
        bar.hidden = failed;
        failure.hidden = !failed;
        retry.hidden = !failed;
        element.classList.toggle('failed', failed);
      },
    };
    this.#rows.set(id, row);
    this.element.append(element);
    return row;
  }

  #words(name: string, size: number): HTMLElement {
    const label = h('span', { class: 'attachment-words' }, h('bdi', { class: 'file-name' }, name));
    const bytes = h('span', { class: 'attachment-size' });
    setText(bytes, this.#context.texts.size(size));
    label.append(bytes);
    return label;
  }

  #button(label: string, click: () => void): HTMLElement {
    return h('button', { type: 'button', class: 'tool small', 'aria-label': label, on: { click } }, icon(CLOSE));
  }
}
