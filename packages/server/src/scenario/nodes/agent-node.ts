import type { NodeOf } from '@connective-chat/contracts/scenario';
import type { BodyOf } from '@connective-chat/core/protocol';
import {
  DEFAULT_ERROR_TEXT,
  DEFAULT_LIMIT_TEXT,
  DEFAULT_NOT_FOUND_TEXT,
  DEFAULT_TIMEOUT_TEXT,
} from '../default-texts.ts';
import type { AgentResult, RunNode, StepContext, StepOutcome } from '../interpreter.types.ts';
import { fill } from '../template.ts';
import { approvalBody } from './approval-body.ts';
import { textBody, wireButtons } from './text-body.ts';

const DEFAULT_TEXTS = {
  limit: DEFAULT_LIMIT_TEXT,
  notFound: DEFAULT_NOT_FOUND_TEXT,
  timeout: DEFAULT_TIMEOUT_TEXT,
  error: DEFAULT_ERROR_TEXT,
} as const;

const BRANCHES = { limit: 'limit', nothing: 'notFound', timeout: 'timeout', error: 'error' } as const;

/**
 * The position is always cleared, because the agent may have waited at this node for an approval. Without a next node
 * the scenario ends, and the fallback handles the next text.
 */
const goOn = (next: string | undefined): StepOutcome => ({ position: null, ...(next === undefined ? {} : { next }) });

/** The text as the visitor has seen it: without the template around a complete answer, and without its buttons. */
const asWritten = (node: NodeOf<'agent'>, text: string | null, context: StepContext): BodyOf<'text'>[] =>
  text === null ? [] : [textBody('{{answer}}', node.format, context, { answer: text })];

function failed(node: NodeOf<'agent'>, { kind }: { kind: keyof typeof BRANCHES }, context: StepContext): StepOutcome {
  const branch = BRANCHES[kind];
  const target = node[branch];
  if (target !== undefined) return goOn(target);
  const own = { limit: node.limitText, notFound: node.notFoundText, timeout: undefined, error: undefined }[branch];
  return { say: [textBody(own ?? DEFAULT_TEXTS[branch], 'plain', context)], agent: true, ...goOn(node.next) };
}

function outcomeOf(node: NodeOf<'agent'>, result: AgentResult, context: StepContext): StepOutcome {
  switch (result.kind) {
    case 'answer': {
      const body = {
        ...textBody(node.answer, node.format, context, { answer: result.answer.text }),
        ...(node.buttons ? { buttons: wireButtons(node.buttons, context) } : {}),
      };
      const { sources } = result.answer;
      return { say: [body], agent: true, sources, sourcesShown: context.showsSources, ...goOn(node.next) };
    }
    case 'stopped':
      return { say: asWritten(node, result.text, context), agent: true, stopped: true, ...goOn(node.stopped) };
    case 'continue': {
      const next = context.entry(result.alias);
      return { say: asWritten(node, result.text, context), agent: true, set: result.vars, ...goOn(next ?? node.next) };
    }
    case 'approval': {
      const say = [...asWritten(node, result.text, context), approvalBody(result.request, context)];
      // Only the text before the question is an answer of the agent.
      return {
        say,
        agent: result.text !== null,
        position: { node: context.nodeId, attempts: 0, approval: { turn: result.turn } },
      };
    }
    default:
      return failed(node, result, context);
  }
}

export const runAgentNode: RunNode<'agent'> = async (node, context: StepContext) => {
  const question = fill(node.question, context.lookup, 'plain');
  return outcomeOf(node, await context.runAgent({ node, question, lookup: context.lookup }), context);
};
