import { localizedText } from './localized-text.ts';
import { type DraftNode, listOf, objectOf } from './scenario-json.ts';

/** A summary of a node in one line. */
export function nodeSummary({ type, json }: DraftNode, language: string): string {
  const said = ['text', 'prompt', 'answer'].map((key) => localizedText(json[key] ?? null, language)).find(Boolean);
  if (said && type !== 'agent') return said;
  const shown = [objectOf(json.rating).prompt, ...listOf(json.cards).map((card) => objectOf(card).title)];
  const titles = shown.map((text) => localizedText(text ?? null, language)).filter(Boolean);
  if (titles.length > 0) return titles.join(', ');
  const { thinking } = json;
  if (typeof thinking === 'object' && thinking !== null && 'text' in thinking && typeof thinking.text === 'string')
    return thinking.text;
  for (const key of ['alias', 'variable', 'url', 'provider']) {
    const value = json[key];
    if (typeof value === 'string') return value;
  }
  return said ?? '';
}
