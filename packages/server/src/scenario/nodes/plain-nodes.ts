import { computeValue, conditionHolds } from '../expression.ts';
import type { RunNode } from '../interpreter.types.ts';
import { fill } from '../template.ts';
import { textBody } from './text-body.ts';

/* The nodes that only lead on. */

export const runStartNode: RunNode<'start'> = (node) => ({ next: node.next });

export const runEntryNode: RunNode<'entry'> = (node) => ({ next: node.next });

export const runSetNode: RunNode<'set'> = (node, { lookup }) => ({
  set: Object.fromEntries(
    Object.entries(node.values).map(([name, value]) => {
      if (typeof value === 'object') return [name, computeValue(value.expression, lookup)];
      return [name, typeof value === 'string' ? fill(value, lookup, 'plain') : value];
    }),
  ),
  next: node.next,
});

export const runRouterNode: RunNode<'router'> = (node, { lookup }) => ({
  next: node.routes.find((route) => conditionHolds(route.when, lookup))?.next ?? node.otherwise,
});

export const runExitNode: RunNode<'exit'> = (node, context) => ({
  ...(node.text === undefined ? {} : { say: [textBody(node.text, node.format, context)] }),
  position: null,
});
