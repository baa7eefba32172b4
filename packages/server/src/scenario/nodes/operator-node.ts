import { localize } from '../../lib/localized.ts';
import { DEFAULT_NO_OPERATOR_TEXT, DEFAULT_QUEUED_TEXT } from '../default-texts.ts';
import type { RunNode } from '../interpreter.types.ts';
import { fill } from '../template.ts';
import { textBody } from './text-body.ts';

export const runOperator: RunNode<'operator'> = async (node, context) => {
  const length = await context.queueLength();
  if (length !== null && node.offline !== undefined && !(await context.isOperatorOnline()))
    return { next: node.offline };
  const branch = length === null ? node.error : length >= (node.maxQueue ?? Infinity) ? node.limit : null;
  if (branch === null) {
    const text = localize(node.text ?? DEFAULT_QUEUED_TEXT, context.locale);
    return { handOver: { notice: fill(text, context.lookup, 'plain') }, position: null };
  }
  if (branch !== undefined) return { next: branch };
  return { say: [textBody(DEFAULT_NO_OPERATOR_TEXT, 'plain', context)], position: null };
};
