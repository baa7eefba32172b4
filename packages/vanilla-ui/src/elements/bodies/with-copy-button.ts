import { h } from '../../dom/h.ts';
import { icon } from '../../icons/icon.ts';
import { COPY } from '../../icons/paths/copy.ts';
import { TICK } from '../../icons/paths/tick.ts';
import type { WidgetContext } from '../widget-context.types.ts';

/** How long the button shows that the code was copied. */
const DONE_MS = 2000;

/** A code block with a copy button beside it. While the block is being written the button copies what is there. */
export const withCopyButton = (block: HTMLElement, context: WidgetContext): HTMLElement =>
  h('div', { class: 'code' }, block, copyButton(context));

function copyButton({ t, announce }: WidgetContext): HTMLElement {
  const copy = async (): Promise<void> => {
    const block = button.previousElementSibling as HTMLElement;
    try {
      await navigator.clipboard.writeText(block.textContent);
      announce(t('copied'));
      button.replaceChildren(icon(TICK));
      setTimeout(() => button.replaceChildren(icon(COPY)), DONE_MS);
    } catch {
      // Without access to the clipboard the code is selected, so that the visitor can copy it.
      getSelection()?.selectAllChildren(block);
    }
  };
  const button = h(
    'button',
    {
      type: 'button',
      class: 'tool small copy',
      'aria-label': t('copyCode'),
      title: t('copyCode'),
      on: { click: copy },
    },
    icon(COPY),
  );
  return button;
}
