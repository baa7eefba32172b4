import type { Button } from '@connective-chat/core';
import type { WidgetContext } from '../widget-context.types.ts';

/** Answers with a button. Moves the focus to the composer, because the button may be removed. */
export function pressButton(messageId: string, button: Button, context: WidgetContext): void {
  const result = context.client.press(messageId, button);
  if (result.ok) context.focusInput();
  else context.explain(result.reason);
}
