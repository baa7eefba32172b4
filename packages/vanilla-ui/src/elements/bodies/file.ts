import type { BodyOf } from '@connective-chat/core';
import { LINK_PROPS, safeHref } from '@connective-chat/core/ui';
import { h } from '../../dom/h.ts';
import { icon } from '../../icons/icon.ts';
import { DOWNLOAD } from '../../icons/paths/download.ts';
import { FILE } from '../../icons/paths/file.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import type { BodyView } from './body-view.types.ts';

/** A file as a row: its kind, name and size. */
export function createFile(body: BodyOf<'file'>, { texts }: WidgetContext): BodyView {
  const href = body.url ? safeHref(body.url, document.baseURI) : null;
  const extension = /\.([\p{L}\d]{1,5})$/u.exec(body.name)?.[1]?.toUpperCase();
  const size = texts.size(body.size);
  const inside = [
    h('span', { class: 'file-mark', 'aria-hidden': 'true' }, icon(FILE)),
    h(
      'span',
      { class: 'file-words' },
      h('bdi', { class: 'file-name' }, body.name),
      h('span', { class: 'file-size' }, extension ? `${extension} · ${size}` : size),
    ),
    href && icon(DOWNLOAD),
  ] as const;
  return {
    element: href
      ? h('a', { class: 'file', href, download: body.name, ...LINK_PROPS }, ...inside)
      : h('div', { class: 'file' }, ...inside),
  };
}
