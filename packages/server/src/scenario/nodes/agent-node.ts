import type { NodeOf } from '@connective-chat/contracts/scenario';
import { DEFAULT_ERROR_TEXT, DEFAULT_NOT_FOUND_TEXT, DEFAULT_TIMEOUT_TEXT } from '../default-texts.ts';
import type { RunNode, StepContext, StepOutcome } from '../interpreter.types.ts';
import { fill } from '../template.ts';
import { textBody, wireButtons } from './text-body.ts';

const DEFAULT_TEXTS = {
  notFound: DEFAULT_NOT_FOUND_TEXT,
  timeout: DEFAULT_TIMEOUT_TEXT,
  error: DEFAULT_ERROR_TEXT,
} as const;

const BRANCHES = { nothing: 'notFound', timeout: 'timeout', error: 'error' } as const;

/** After the answer the scenario continues, or it ends and the fallback handles the next text. */
const continueAfter = (node: NodeOf<'agent'>): StepOutcome =>
  node.next === undefined ? { position: null } : { next: node.next };

export const runAgentNode: RunNode<'agent'> = async (node, context: StepContext) => {
  const question = fill(node.question, context.lookup, 'plain');
  const result = await context.runAgent({ node, question, lookup: context.lookup });
  if (result.kind === 'answer') {
    const body = {
      ...textBody(node.answer, node.format, context, { answer: result.answer.text }),
      ...(node.buttons ? { buttons: wireButtons(node.buttons, context) } : {}),
    };
    const { sources } = result.answer;
    return { say: [body], agent: true, sources, sourcesShown: context.showsSources, ...continueAfter(node) };
  }
  if (result.kind === 'stopped') {
    // As the visitor has seen it: without the template around a complete answer, and without its buttons.
    const say = result.text === null ? [] : [textBody('{{answer}}', node.format, context, { answer: result.text })];
    return {
      say,
      agent: true,
      stopped: true,
      ...(node.stopped === undefined ? { position: null } : { next: node.stopped }),
    };
  }
  const branch = BRANCHES[result.kind];
  const target = node[branch];
  if (target !== undefined) return { next: target };
  const text = (branch === 'notFound' ? node.notFoundText : undefined) ?? DEFAULT_TEXTS[branch];
  return { say: [textBody(text, 'plain', context)], agent: true, ...continueAfter(node) };
};
