import type { Node, ReactFlowInstance } from '@xyflow/react';
import { type RefObject, useEffect, useState } from 'react';
import type { GraphNodeData } from './graph-node.tsx';
import { NODE_HEIGHT, NODE_WIDTH } from './layout-graph.ts';

type Flow = ReactFlowInstance<Node<GraphNodeData>>;
interface Place {
  readonly x: number;
  readonly y: number;
}

const MOVE_MS = 200;

/**
 * Moves the graph to a node outside the visible part, e.g. one that was just added or that has a problem.
 *
 * @returns a function that takes the graph once it is mounted
 */
export function useCenterNode(box: RefObject<HTMLElement | null>, place: Place | undefined): (flow: Flow) => void {
  const [flow, setFlow] = useState<Flow | null>(null);
  const { x, y } = place ?? {};
  useEffect(() => {
    if (!flow || !box.current || x === undefined || y === undefined) return;
    const { zoom, x: left, y: top } = flow.getViewport();
    const middle = { x: x + NODE_WIDTH / 2, y: y + NODE_HEIGHT / 2 };
    const seen = { x: middle.x * zoom + left, y: middle.y * zoom + top };
    const { clientWidth, clientHeight } = box.current;
    if (seen.x > 0 && seen.x < clientWidth && seen.y > 0 && seen.y < clientHeight) return;
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    void flow.setCenter(middle.x, middle.y, { zoom, duration: isStill ? 0 : MOVE_MS });
  }, [flow, box, x, y]);
  return setFlow;
}
