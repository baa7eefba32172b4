import { type DraftNode, isObject, type Json } from './scenario-json.ts';
import { textIn } from './text-in.ts';

export interface DraftEdge {
  readonly from: string;
  readonly to: string;
  /** What it is gone along for: a button, a condition, the name of a branch. */
  readonly label: string;
}

/** Keys that hold text of people, in which the name of a node means nothing. */
const TEXTS = new Set([
  'text',
  'prompt',
  'label',
  'title',
  'answer',
  'invalid',
  'when',
  'thinking',
  'values',
  'options',
]);

/** Finds every way out of a node, whatever its type: a key that names a node leads there. */
export function edgesOf({ id, json }: DraftNode, known: ReadonlySet<string>, language: string): DraftEdge[] {
  const edges: DraftEdge[] = [];
  const walk = (value: Json, label: string) => {
    if (Array.isArray(value)) {
      for (const each of value) walk(each, label);
      return;
    }
    if (!isObject(value)) return;
    const own = textIn(value.label ?? null, language) || (typeof value.when === 'string' ? value.when : '') || label;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner !== 'string') {
        if (!TEXTS.has(key)) walk(inner, own);
      } else if (
        !TEXTS.has(key) &&
        key !== 'type' &&
        key !== 'id' &&
        key !== 'variable' &&
        key !== 'provider' &&
        known.has(inner)
      ) {
        edges.push({ from: id, to: inner, label: key === 'next' ? own : own || key });
      }
    }
  };
  walk(json, '');
  return edges;
}
