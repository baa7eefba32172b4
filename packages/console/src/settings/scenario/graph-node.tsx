import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { useIntl } from 'react-intl';
import { Badge } from '../../ui/index.ts';
import { NodeIcon } from './node-icon.tsx';
import { useTypeName } from './use-type-name.ts';

export type GraphNodeData = {
  readonly type: string;
  readonly summary: string;
  readonly problems: number;
  readonly isFallback: boolean;
};

/** A node of the graph: its type, its id and a summary. */
export function GraphNode({ id, data, selected }: NodeProps<Node<GraphNodeData>>) {
  const { formatMessage: t } = useIntl();
  const typeName = useTypeName();
  return (
    <div className="graph-node" data-selected={selected} data-wrong={data.problems > 0}>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <div className="graph-node-head">
        <NodeIcon type={data.type} />
        <span className="graph-node-type">{typeName(data.type)}</span>
        {data.isFallback && (
          <Badge tone="accent">{t({ id: 'settings.scenario.isFallback', defaultMessage: 'Fallback' })}</Badge>
        )}
        {data.problems > 0 && <span className="graph-node-count">{data.problems}</span>}
      </div>
      <strong>{id}</strong>
      <span className="graph-node-text" dir="auto">
        {data.summary}
      </span>
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
}
