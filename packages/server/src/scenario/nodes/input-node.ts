import type { NodeOf } from '@connective-chat/contracts/scenario';
import { localize } from '@connective-chat/contracts/scenario';
import type { BodyOf } from '@connective-chat/core/protocol';
import type { Position } from '../../db/schema.ts';
import type { RunNode, StepContext, StepOutcome } from '../interpreter.types.ts';
import { compilePattern } from '../pattern.ts';
import { textBody } from './text-body.ts';

const isDate = (text: string) => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (!year) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  // `Date` rolls an invalid day over to a valid one, so compare.
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
};

/** Converts `24.12.2025` to `2025-12-24`, so that scenarios compare dates in one format. */
const normalizeDate = (text: string) => {
  const [, day = '', month = '', year] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text) ?? [];
  return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
};

/** The value of an answer; undefined if it is invalid. */
function read(node: NodeOf<'input'>, answer: string, locale: string): string | number | undefined {
  const text = answer.trim();
  if (node.pattern !== undefined && !compilePattern(node.pattern).matchesAll(text)) return undefined;
  switch (node.expects) {
    case 'text':
      return text === '' ? undefined : text;
    case 'number': {
      const number = Number(text.replace(',', '.'));
      return text === '' || !Number.isFinite(number) ? undefined : number;
    }
    case 'date': {
      const date = normalizeDate(text);
      return isDate(date) ? date : undefined;
    }
    case 'email':
      return /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/.test(text) && text.length <= 254 ? text : undefined;
    case 'phone': {
      const digits = text.replace(/[\s()-]/g, '');
      return /^\+?\d{7,15}$/.test(digits) ? digits : undefined;
    }
    case 'choice':
      return node.choices
        ?.map((choice) => localize(choice, locale))
        .find((choice) => choice.toLowerCase() === text.toLowerCase());
  }
}

function withChoices(node: NodeOf<'input'>, body: BodyOf<'text'>, locale: string): BodyOf<'text'> {
  if (node.expects !== 'choice' || !node.choices) return body;
  const keyboard = node.choices.map((choice, index) => [
    { id: `b${index + 1}`, label: localize(choice, locale), action: { type: 'reply' as const } },
  ]);
  return { ...body, keyboard };
}

const waitIn = (
  node: NodeOf<'input'>,
  attempts: number,
  { nodeId, now }: Pick<StepContext, 'nodeId' | 'now'>,
): Position => ({
  node: nodeId,
  attempts,
  ...(node.timeoutMs === undefined ? {} : { until: new Date(now() + node.timeoutMs).toISOString() }),
});

/** Asks, and waits for an answer. */
export const runInputNode: RunNode<'input'> = (node, context) => ({
  ...(node.prompt === undefined
    ? {}
    : { say: [withChoices(node, textBody(node.prompt, node.format, context), context.locale)] }),
  position: waitIn(node, 0, context),
});

/** Handles the visitor's answer: continues with a valid one, asks again after an invalid one. */
export function receiveInput(
  node: NodeOf<'input'>,
  answer: string,
  attempts: number,
  context: Pick<StepContext, 'nodeId' | 'locale' | 'lookup' | 'now'>,
): StepOutcome {
  const value = read(node, answer, context.locale);
  if (value !== undefined) return { set: { [node.variable]: value }, next: node.next, position: null };
  if (node.maxAttempts !== undefined && attempts + 1 >= node.maxAttempts) {
    return { next: node.otherwise, position: null };
  }
  return {
    say: [withChoices(node, textBody(node.invalid, node.format, context), context.locale)],
    from: context.nodeId,
    position: waitIn(node, attempts + 1, context),
  };
}
