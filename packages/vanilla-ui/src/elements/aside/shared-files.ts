import type { Message } from '@connective-chat/core';
import { LINK_PROPS, safeHref, safeSource } from '@connective-chat/core/ui';
import { h } from '../../dom/h.ts';
import type { Scope } from '../../dom/scope.ts';
import { icon } from '../../icons/icon.ts';
import { FILE } from '../../icons/paths/file.ts';
import { IMAGE } from '../../icons/paths/image.ts';
import type { WidgetContext } from '../widget-context.types.ts';

/** How far back it looks, and how many it shows: a long talk must not make each new message dear. */
const LOOKED_AT = 400;
const SHOWN = 12;

/** The files and pictures of the talk, the newest first. */
export function createSharedFiles(context: WidgetContext, scope: Scope): HTMLElement {
  const { client, t } = context;
  const list = h('ul', { role: 'list' });
  const element = h(
    'div',
    { class: 'aside-files', hidden: true },
    h('p', { class: 'aside-heading', id: 'cc-shared' }, t('sharedFiles')),
    list,
  );
  list.setAttribute('aria-labelledby', 'cc-shared');
  let shown = '';
  const show = (ids: readonly string[]): void => {
    const files: HTMLElement[] = [];
    const keys: string[] = [];
    for (const id of ids.slice(-LOOKED_AT).reverse()) {
      if (files.length === SHOWN) break;
      const message = client.message(id).get();
      const row = message && rowOf(message, context);
      if (!row) continue;
      files.push(row);
      keys.push(id);
    }
    const key = keys.join();
    if (key === shown) return;
    shown = key;
    list.replaceChildren(...files);
    element.hidden = files.length === 0;
  };
  scope.bind(client.messageIds, show);
  return element;
}

function rowOf({ body }: Message, { t, texts }: WidgetContext): HTMLElement | null {
  if (body.type !== 'file' && body.type !== 'image') return null;
  const href = body.type === 'image' ? safeSource(body.url, document.baseURI) : safeHref(body.url, document.baseURI);
  if (!href) return null;
  const name = body.type === 'file' ? body.name : body.alt || t('image');
  return h(
    'li',
    null,
    h(
      'a',
      { class: 'aside-file', href, ...LINK_PROPS },
      icon(body.type === 'file' ? FILE : IMAGE),
      h('bdi', { class: 'file-name' }, name),
      body.type === 'file' && h('span', { class: 'file-size' }, texts.size(body.size)),
      h('span', { class: 'hidden' }, ` (${t('opensNewTab')})`),
    ),
  );
}
