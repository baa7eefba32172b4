import { Graph, layout } from '@dagrejs/dagre';
import type { DraftEdge } from './edges-of.ts';
import type { DraftNode } from './scenario-json.ts';

/** The size of a node, as in the style sheet. */
export const NODE_WIDTH = 232;
export const NODE_HEIGHT = 84;

/** The position of each node, from the start downwards. */
export function layoutGraph(
  nodes: readonly DraftNode[],
  edges: readonly DraftEdge[],
): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 72, marginx: 24, marginy: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  for (const [index, { from, to }] of edges.entries()) graph.setEdge(from, to, {}, String(index));
  layout(graph);
  return new Map(
    nodes.map(({ id }) => {
      const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
      return [id, { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 }];
    }),
  );
}
