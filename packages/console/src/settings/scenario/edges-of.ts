import { localizedText } from './localized-text.ts';
import { type DraftNode, isObject, type Json } from './scenario-json.ts';

export interface DraftEdge {
  readonly from: string;
  readonly to: string;
  /** What it is gone along for: a button, a condition, the name of a branch. */
  readonly label: string;
}

/** The keys that name a node, whatever the type of theirs. */
const WAYS = 'next otherwise timeout notFound error limit offline closed success returned banned'.split(' ');
/** Where else ways stand: in buttons, cards and conditions. */
const HOLDERS = ['buttons', 'keyboard', 'cards', 'routes'];

/** Finds every way out of a node to a node that exists. */
export function edgesOf({ id, json }: DraftNode, known: ReadonlySet<string>, language: string): DraftEdge[] {
  const edges: DraftEdge[] = [];
  const walk = (value: Json | undefined) => {
    if (Array.isArray(value)) for (const each of value) walk(each);
    if (!isObject(value)) return;
    const own = localizedText(value.label ?? null, language) || (typeof value.when === 'string' ? value.when : '');
    for (const key of WAYS) {
      const to = value[key];
      if (typeof to === 'string' && known.has(to))
        edges.push({ from: id, to, label: own || (key === 'next' ? '' : key) });
    }
    for (const key of HOLDERS) walk(value[key]);
  };
  walk(json);
  return edges;
}
