import { Background, Controls, type Edge, MarkerType, type Node, ReactFlow } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import { useIntl } from 'react-intl';
import '@xyflow/react/dist/style.css';
import type { DraftEdge } from './edges-of.ts';
import { GraphNode, type GraphNodeData } from './graph-node.tsx';
import { layoutGraph } from './layout-graph.ts';
import { nodeSummary } from './node-summary.ts';
import type { ScenarioViewProps } from './scenario-view.types.ts';
import { useCenterNode } from './use-center-node.ts';
import { useTypeName } from './use-type-name.ts';

const NODE_TYPES = { scenario: GraphNode };

const toEdge = ({ from, to, label }: DraftEdge, index: number, selected: string | null): Edge => ({
  id: `${index}`,
  source: from,
  target: to,
  ...(label && { label: label.length > 28 ? `${label.slice(0, 27)}…` : label }),
  className: from === selected || to === selected ? 'graph-edge-near' : 'graph-edge',
  markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
  labelBgPadding: [6, 3],
  labelBgBorderRadius: 6,
  focusable: false,
});

/** The scenario as a graph. Tab focuses a node, Enter opens it; the list view is the alternative without a drawing. */
export function GraphView({ nodes, edges, problems, language, selected, fallback, onSelect }: ScenarioViewProps) {
  const { formatMessage: t } = useIntl();
  const typeName = useTypeName();
  // Laid out again only if nodes or edges change, not when a text is edited.
  const shape = JSON.stringify([nodes.map(({ id }) => id), edges.map(({ from, to }) => [from, to])]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: laid out when the shape changes
  const places = useMemo(() => layoutGraph(nodes, edges), [shape]);
  const box = useRef<HTMLDivElement>(null);
  const onInit = useCenterNode(box, selected === null ? undefined : places.get(selected));
  const drawn = nodes.map((node): Node<GraphNodeData> => {
    const wrong = problems.get(node.id)?.length ?? 0;
    return {
      id: node.id,
      type: 'scenario',
      position: places.get(node.id) ?? { x: 0, y: 0 },
      selected: node.id === selected,
      draggable: false,
      connectable: false,
      ariaLabel: [
        typeName(node.type),
        node.id,
        node.id === fallback ? t({ id: 'settings.scenario.isFallback', defaultMessage: 'Fallback' }) : '',
        wrong > 0
          ? t(
              {
                id: 'settings.scenario.invalid',
                defaultMessage: '{count, plural, one {# problem} other {# problems}}',
              },
              { count: wrong },
            )
          : '',
      ]
        .filter(Boolean)
        .join(', '),
      data: {
        type: node.type,
        summary: nodeSummary(node, language),
        problems: wrong,
        isFallback: node.id === fallback,
      },
    };
  });
  return (
    <div className="graph" ref={box}>
      <ReactFlow
        nodes={drawn}
        edges={edges.map((edge, index) => toEdge(edge, index, selected))}
        nodeTypes={NODE_TYPES}
        onInit={onInit}
        onNodeClick={(_, { id }) => onSelect(id)}
        onNodesChange={(changes) => {
          for (const change of changes) if (change.type === 'select' && change.selected) onSelect(change.id);
        }}
        nodesDraggable={false}
        nodesConnectable={false}
        deleteKeyCode={null}
        minZoom={0.15}
        maxZoom={1.5}
        fitView
        fitViewOptions={{
          maxZoom: 1,
          minZoom: 0.75,
          nodes: nodes.slice(0, window.innerWidth < 860 ? 1 : 3).map(({ id }) => ({ id })),
        }}
        aria-label={t({ id: 'settings.scenario.graph', defaultMessage: 'Graph of the scenario' })}
      >
        <Background gap={20} size={1} />
        <Controls
          showInteractive={false}
          aria-label={t({ id: 'settings.scenario.whole', defaultMessage: 'Show the whole graph' })}
        />
      </ReactFlow>
    </div>
  );
}
