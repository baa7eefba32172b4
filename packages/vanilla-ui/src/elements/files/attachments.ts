import type { Upload } from '@connective-chat/core';
import { type ComposerFile, describeFileRefusal, describeUploadFailure } from '@connective-chat/core/ui';
import { type Child, h } from '../../dom/h.ts';
import type { Scope } from '../../dom/scope.ts';
import { setText } from '../../dom/set-text.ts';
import { icon } from '../../icons/icon.ts';
import { CLOSE } from '../../icons/paths/close.ts';
import { FILE } from '../../icons/paths/file.ts';
import ATTACHMENTS from '../../styles/attachments.css?inline';
import type { WidgetContext } from '../widget-context.types.ts';

interface Row<Entry> {
  readonly element: HTMLElement;
  /** Shows the current state of the file. */
  update(entry: Entry): void;
}

/**
 * The files above the composer: those of the draft, with the reason if one cannot be sent, and running uploads. Uploads
 * are independent of each other.
 */
export function createAttachments(context: WidgetContext, scope: Scope): HTMLElement {
  context.adopt(ATTACHMENTS);
  const element = h('ul', { class: 'attachments', role: 'list' });
  const showFiles = createRows(element, (file: ComposerFile) => fileRow(file, context));
  const showUploads = createRows(element, (upload: Upload) => uploadRow(upload, context));
  scope.bind(context.composer, ({ files, uploads }) => {
    showFiles(files);
    showUploads(uploads);
  });
  return element;
}

/** Keeps one row for each entry, by its id. */
function createRows<Entry extends { readonly id: string }>(list: HTMLElement, create: (entry: Entry) => Row<Entry>) {
  const rows = new Map<string, Row<Entry>>();
  return (entries: readonly Entry[]): void => {
    const present = new Set(entries.map(({ id }) => id));
    for (const [id, row] of rows) {
      if (present.has(id)) continue;
      row.element.remove();
      rows.delete(id);
    }
    for (const entry of entries) {
      let row = rows.get(entry.id);
      if (!row) {
        row = create(entry);
        rows.set(entry.id, row);
        list.append(row.element);
      }
      row.update(entry);
    }
  };
}

/** A file of the draft. */
function fileRow({ id, name, size }: ComposerFile, context: WidgetContext): Row<ComposerFile> {
  const { client, composer, texts, t, focusInput } = context;
  const remove = closeButton(`${t('discard')}: ${name}`, () => {
    composer.removeFile(id);
    focusInput();
  });
  const why = h('span', { class: 'attachment-failure', hidden: true });
  const element = h('li', { class: 'attachment' }, icon(FILE), fileWords(name, texts.size(size), why), remove);
  return {
    element,
    update({ refusal }) {
      const text = refusal ? describeFileRefusal(refusal, client.limits.get(), texts) : '';
      if (text && why.textContent !== text) context.announce(`${name}: ${text}`, 'assertive');
      setText(why, text);
      why.hidden = text === '';
      element.classList.toggle('failed', text !== '');
    },
  };
}

/** A running or failed upload. The announcer announces its failure. */
function uploadRow({ id, name, size }: Upload, context: WidgetContext): Row<Upload> {
  const { client, texts, t, focusInput } = context;
  const bar = h('progress', { max: '1', 'aria-label': `${t('uploading')}: ${name}` });
  const failure = h('span', { class: 'attachment-failure', hidden: true });
  const retry = h(
    'button',
    { type: 'button', class: 'link', hidden: true, on: { click: () => client.retryUpload(id) } },
    t('retry'),
  );
  const cancel = closeButton(`${t('discard')}: ${name}`, () => {
    client.cancelUpload(id);
    focusInput();
  });
  const words = fileWords(name, texts.size(size), bar, failure);
  const element = h('li', { class: 'attachment' }, icon(FILE), words, retry, cancel);
  return {
    element,
    update({ status, progress, error }) {
      const failed = status === 'failed';
      bar.value = progress;
      bar.hidden = failed;
      setText(failure, failed ? describeUploadFailure(error, client.limits.get(), texts) : '');
      failure.hidden = !failed;
      // The server would refuse the same file again.
      retry.hidden = !failed || error?.retryable === false;
      element.classList.toggle('failed', failed);
    },
  };
}

function fileWords(name: string, size: string, ...below: readonly Child[]): HTMLElement {
  return h(
    'span',
    { class: 'attachment-words' },
    h('bdi', { class: 'file-name' }, name),
    h('span', { class: 'attachment-size' }, size),
    ...below,
  );
}

function closeButton(label: string, click: () => void): HTMLElement {
  return h('button', { type: 'button', class: 'tool small', 'aria-label': label, on: { click } }, icon(CLOSE));
}
