import type { DraftEdge } from './edges-of.ts';
import type { DraftNode } from './scenario-json.ts';

/** Sorts nodes breadth-first: from the start, then from each entry point, then the unreachable ones. */
export function sortNodes(nodes: readonly DraftNode[], edges: readonly DraftEdge[]): DraftNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const rank = ({ type }: DraftNode) => ['start', 'entry'].indexOf(type) >>> 0;
  const seen = new Set<string>();
  for (const first of [...nodes].sort((a, b) => rank(a) - rank(b))) {
    const line = [first.id];
    for (let id = line.shift(); id !== undefined; id = line.shift()) {
      if (seen.has(id)) continue;
      seen.add(id);
      for (const { from, to } of edges) if (from === id) line.push(to);
    }
  }
  return [...seen].flatMap((id) => byId.get(id) ?? []);
}
