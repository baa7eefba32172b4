import type { Message } from '@connective-chat/core';
import { LINK_PROPS, safeHref, safeSource } from '@connective-chat/core/ui';
import { h } from '../../dom/h.ts';
import type { Scope } from '../../dom/scope.ts';
import { icon } from '../../icons/icon.ts';
import { FILE } from '../../icons/paths/file.ts';
import { IMAGE } from '../../icons/paths/image.ts';
import type { WidgetContext } from '../widget-context.types.ts';

/** How many messages are searched and how many files are shown, because every new message repeats the search. */
const MAX_SEARCHED = 400;
const SHOWN = 12;

/** The files and images of the conversation, newest first. */
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
  const show = (messages: readonly Message[]): void => {
    const files = messages
      .slice(-MAX_SEARCHED)
      .reverse()
      .flatMap((message) => sharedFileOf(message, context) ?? [])
      .slice(0, SHOWN);
    const key = files.map(({ href, name }) => `${href} ${name}`).join('\n');
    if (key === shown) return;
    shown = key;
    list.replaceChildren(...files.map((file) => fileLink(file, context)));
    element.hidden = files.length === 0;
  };
  // Subscribed to `messages` and not to `messageIds`: a file gets or loses its URL without a change of its id.
  scope.bind(client.messages, show);
  return element;
}

interface SharedFile {
  readonly isImage: boolean;
  readonly href: string;
  readonly name: string;
  /** The formatted size, if it is known. */
  readonly size: string | null;
}

function sharedFileOf({ body }: Message, { t, texts }: WidgetContext): SharedFile | null {
  if (body.type !== 'file' && body.type !== 'image') return null;
  const isImage = body.type === 'image';
  const href = isImage ? safeSource(body.url, document.baseURI) : safeHref(body.url, document.baseURI);
  if (!href) return null;
  const name = isImage ? body.alt || t('image') : body.name;
  return { isImage, href, name, size: isImage ? null : texts.size(body.size) };
}

function fileLink({ isImage, href, name, size }: SharedFile, { t }: WidgetContext): HTMLElement {
  return h(
    'li',
    null,
    h(
      'a',
      { class: 'aside-file', href, ...LINK_PROPS },
      icon(isImage ? IMAGE : FILE),
      h('bdi', { class: 'file-name' }, name),
      size && h('span', { class: 'file-size' }, size),
      h('span', { class: 'hidden' }, ` (${t('opensNewTab')})`),
    ),
  );
}
