import type { ScenarioButton } from '@connective-chat/contracts/scenario';
import { type Localized, localize } from '@connective-chat/contracts/scenario';
import type { BodyOf, Button } from '@connective-chat/core/protocol';
import type { StepContext } from '../interpreter.types.ts';
import { fill, LABEL_VALUES_LENGTH } from '../template.ts';

/** A text of the scenario in the visitor's language, with its placeholders filled. */
export function textBody(
  text: Localized,
  format: 'plain' | 'markdown',
  { locale, lookup }: Pick<StepContext, 'locale' | 'lookup'>,
  prepared: Readonly<Record<string, string>> = {},
): BodyOf<'text'> {
  return { type: 'text', text: fill(localize(text, locale), lookup, format, prepared), format };
}

/** A button's id: its own, or its index among the node's buttons. */
export const buttonIdAt = (button: ScenarioButton, index: number): string => button.id ?? `b${index + 1}`;

/** Rows of buttons in the wire format; `offset` is the number of the node's buttons before them. */
export function wireButtons(
  rows: readonly (readonly ScenarioButton[])[],
  { locale, lookup }: Pick<StepContext, 'locale' | 'lookup'>,
  offset = 0,
): Button[][] {
  let index = offset;
  return rows.map((row) =>
    row.map((button) => {
      const id = buttonIdAt(button, index);
      index += 1;
      const label = fill(localize(button.label, locale), lookup, 'plain', {}, LABEL_VALUES_LENGTH);
      if (button.url !== undefined) return { id, label, action: { type: 'url', url: fill(button.url, lookup, 'url') } };
      if (button.alias !== undefined) return { id, label, action: { type: 'alias', alias: button.alias } };
      return { id, label, action: { type: 'reply' } };
    }),
  );
}
