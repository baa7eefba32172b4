import type { Upload } from '@connective-chat/core';
import { type ComposerFile, describeFileRefusal } from '@connective-chat/core/ui';
import { type Child, h } from '../../dom/h.ts';
import type { Scope } from '../../dom/scope.ts';
import { icon } from '../../icons/icon.ts';
import { CLOSE } from '../../icons/paths/close.ts';
import { FILE } from '../../icons/paths/file.ts';
import ATTACHMENTS from '../../styles/attachments.css?inline';
import type { WidgetContext } from '../widget-context.types.ts';

interface Row {
  readonly element: HTMLElement;
  /** Shows the present state of an upload. */
  readonly update?: (upload: Upload) => void;
}

/**
 * The files over the composer: those beside the draft, of which one that cannot be sent says why, and those on their
 * way. Each goes its own way, and one that fails stops no other.
 */
export function createAttachments(context: WidgetContext, scope: Scope): HTMLElement {
  context.adopt(ATTACHMENTS);
  const element = h('ul', { class: 'attachments', role: 'list' });
  const rows = new Map<string, Row>();
  scope.bind(context.composer, ({ files, uploads }) => {
    const present = new Set([...files, ...uploads].map(({ id }) => id));
    for (const [id, row] of rows) {
      if (present.has(id)) continue;
      row.element.remove();
      rows.delete(id);
    }
    const add = (id: string, row: Row): Row => {
      rows.set(id, row);
      element.append(row.element);
      return row;
    };
    for (const file of files) if (!rows.has(file.id)) add(file.id, fileRow(file, context));
    for (const upload of uploads) {
      (rows.get(upload.id) ?? add(upload.id, uploadRow(upload, context))).update?.(upload);
    }
  });
  return element;
}

/** A file beside the draft. */
function fileRow({ id, name, size, refusal }: ComposerFile, context: WidgetContext): Row {
  const { client, composer, texts, t, focusInput } = context;
  const why = refusal && describeFileRefusal(refusal, client.limits.get(), texts);
  const remove = closeButton(`${t('discard')}: ${name}`, () => {
    composer.removeFile(id);
    focusInput();
  });
  if (why) context.announce(`${name}: ${why}`, 'assertive');
  const words = fileWords(name, texts.size(size), why && h('span', { class: 'attachment-failure' }, why));
  return { element: h('li', { class: `attachment${why ? ' failed' : ''}` }, icon(FILE), words, remove) };
}

/** A file on its way. The announcer tells of its failure. */
function uploadRow({ id, name, size }: Upload, context: WidgetContext): Row {
  const { client, texts, t, focusInput } = context;
  const bar = h('progress', { max: '1', 'aria-label': `${t('uploading')}: ${name}` });
  const failure = h('span', { class: 'attachment-failure', hidden: true }, t('uploadFailed'));
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
    update({ status, progress }) {
      const failed = status === 'failed';
      bar.value = progress;
      bar.hidden = failed;
      failure.hidden = !failed;
      retry.hidden = !failed;
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
