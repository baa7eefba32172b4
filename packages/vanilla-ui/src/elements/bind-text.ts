import type { TextDictionary } from '@connective-chat/core/ui';
import type { Scope } from '../dom/scope.ts';
import { setAttribute } from '../dom/set-attribute.ts';
import { setText } from '../dom/set-text.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** Sets a text of an element or attribute, and updates it when the texts of the bot arrive. */
export function bindText(
  { t, textsChanged }: WidgetContext,
  scope: Scope,
  element: Element,
  key: keyof TextDictionary,
  attribute?: string,
): void {
  scope.bind(textsChanged, () => {
    if (attribute) setAttribute(element, attribute, t(key));
    else setText(element, t(key));
  });
}
