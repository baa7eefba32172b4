import type { NodeOf } from '@connective-chat/contracts/scenario';
import { type Localized, localize } from '@connective-chat/contracts/scenario';
import {
  DEFAULT_CLOSE_LABEL,
  DEFAULT_NO_OPERATOR_TEXT,
  DEFAULT_OPERATOR_BUTTONS_TEXT,
  DEFAULT_QUEUED_TEXT,
  DEFAULT_RETURN_LABEL,
} from '../default-texts.ts';
import type { RunNode, StepContext } from '../interpreter.types.ts';
import { fill, LABEL_VALUES_LENGTH } from '../template.ts';
import { isWithin } from '../working-hours.ts';
import { textBody } from './text-body.ts';

/** The buttons with which a visitor ends an operator's dialog; the server recognizes them by these ids. */
export const CLOSE_BUTTON = 'close_dialog';
export const RETURN_BUTTON = 'return_to_bot';

type OperatorNode = NodeOf<'operator'>;

/** The branch that applies instead of a handover; null if the dialog is handed over. */
async function branchInstead(node: OperatorNode, context: StepContext) {
  if (context.isBanned()) return 'banned';
  const length = await context.queueLength();
  if (length === null) return 'error';
  if (node.hours && !isWithin(node.hours, context.now())) return 'closed';
  if (node.offline !== undefined && !(await context.isOperatorOnline())) return 'offline';
  return length >= (node.maxQueue ?? Number.POSITIVE_INFINITY) ? 'limit' : null;
}

const short = (text: string, { lookup }: Pick<StepContext, 'lookup'>) =>
  fill(text, lookup, 'plain', {}, LABEL_VALUES_LENGTH);

function buttonsBody(node: OperatorNode, context: StepContext) {
  const button = (id: string, label: true | Localized | undefined, otherwise: Localized) =>
    label === undefined
      ? []
      : [
          {
            id,
            label: short(localize(label === true ? otherwise : label, context.locale), context),
            action: { type: 'reply' as const },
          },
        ];
  const row = [
    ...button(CLOSE_BUTTON, node.add_button, DEFAULT_CLOSE_LABEL),
    ...button(RETURN_BUTTON, node.add_return_button, DEFAULT_RETURN_LABEL),
  ];
  if (row.length === 0) return [];
  return [{ ...textBody(node.buttonsText ?? DEFAULT_OPERATOR_BUTTONS_TEXT, 'plain', context), buttons: [row] }];
}

export const runOperatorNode: RunNode<'operator'> = async (node, context) => {
  const branch = await branchInstead(node, context);
  if (branch === null) {
    const text = localize(node.text ?? DEFAULT_QUEUED_TEXT, context.locale);
    const subject = node.subject === undefined ? null : short(node.subject, context);
    const say = buttonsBody(node, context);
    return {
      ...(say.length > 0 ? { say } : {}),
      handOver: { notice: fill(text, context.lookup, 'plain'), subject, tags: node.tags ?? [] },
      position: { node: context.nodeId, attempts: 0, with: 'operator' },
    };
  }
  const target = node[branch];
  if (target !== undefined) return { next: target };
  return { say: [textBody(DEFAULT_NO_OPERATOR_TEXT, 'plain', context)], position: null };
};
