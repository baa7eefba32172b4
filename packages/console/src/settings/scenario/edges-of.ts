import { localizedText } from './localized-text.ts';
import { type DraftNode, isObject, type Json } from './scenario-json.ts';

export interface DraftEdge {
  readonly from: string;
  readonly to: string;
  /** The label of a button, a condition, or the name of a branch. */
  readonly label: string;
}

/** The keys whose value is a node id, in all types of nodes. */
const BRANCHES = 'next otherwise timeout notFound error stopped limit offline closed success returned banned'.split(
  ' ',
);
/** The keys of nested objects with edges: buttons, cards and conditions. */
const HOLDERS = ['buttons', 'keyboard', 'cards', 'routes'];

/**
 * Finds the edges from a node to existing nodes.
 *
 * @param nameOf the name of a branch by its key
 */
export function edgesOf(
  { id, json }: DraftNode,
  known: ReadonlySet<string>,
  language: string,
  nameOf: (branch: string) => string,
): DraftEdge[] {
  const edges: DraftEdge[] = [];
  const walk = (value: Json | undefined) => {
    if (Array.isArray(value)) for (const each of value) walk(each);
    if (!isObject(value)) return;
    const own = localizedText(value.label ?? null, language) || (typeof value.when === 'string' ? value.when : '');
    for (const key of BRANCHES) {
      const to = value[key];
      if (typeof to === 'string' && known.has(to))
        edges.push({ from: id, to, label: own || (key === 'next' ? '' : nameOf(key)) });
    }
    for (const key of HOLDERS) walk(value[key]);
  };
  walk(json);
  return edges;
}
