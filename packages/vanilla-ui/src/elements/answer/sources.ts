import type { Source } from '@connective-chat/core';
import { applyProps, getSourceProps, getSourcesProps } from '@connective-chat/core/ui';
import { h } from '../../dom/h.ts';
import type { WidgetTexts } from '../../lang/load-widget-texts.ts';

/** The numbered sources of an answer. */
export function createSources(sources: readonly Source[], texts: WidgetTexts): HTMLElement {
  const items = sources.map((source) => {
    const link = h('a', { class: 'source', title: source.title }, h('bdi', null, source.title));
    applyProps(link, getSourceProps(source, { texts }));
    return h('li', null, link);
  });
  const list = h('ol', { class: 'sources' }, ...items);
  applyProps(list, getSourcesProps({ texts }));
  return list;
}
