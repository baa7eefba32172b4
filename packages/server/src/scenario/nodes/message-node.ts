import type { RunNode } from '../interpreter.types.ts';
import { textBody, wireButtons } from './text-body.ts';

export const runMessage: RunNode<'message'> = (node, context) => {
  const buttons = node.buttons ?? [];
  const body = {
    ...textBody(node.text, node.format, context),
    ...(node.buttons ? { buttons: wireButtons(buttons, context) } : {}),
    ...(node.keyboard ? { keyboard: wireButtons(node.keyboard, context, buttons.flat().length) } : {}),
    ...(node.repeatable === undefined ? {} : { repeatable: node.repeatable }),
  };
  return node.next === undefined
    ? { say: [body], position: { node: context.nodeId, attempts: 0 } }
    : { say: [body], next: node.next };
};
