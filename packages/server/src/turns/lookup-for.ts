import type { UnstoredTurn } from '../conversation/instant-answer.ts';
import type { ConversationRow } from '../db/schema.ts';
import type { Lookup } from '../scenario/expression.ts';

/** The visitor's text, label or score, as `{{input}}`. */
function inputText({ input }: UnstoredTurn): string | undefined {
  if (input.kind === 'text') return input.text;
  if (input.kind === 'rate') return String(input.score);
  return input.kind === 'press' ? input.label : undefined;
}

/**
 * Resolves `{{name}}` in a turn: the scenario's variables, then the parameters of the message that started
 * the turn, then `input` and `locale`. Variables come first, so that a site cannot set one by a parameter.
 */
export function lookupFor(turn: UnstoredTurn, { vars }: Pick<ConversationRow, 'vars'>): Lookup {
  return (name) => {
    if (Object.hasOwn(vars, name)) return vars[name];
    if (Object.hasOwn(turn.params, name)) return turn.params[name];
    if (name === 'input') return inputText(turn);
    return name === 'locale' ? turn.locale : undefined;
  };
}
