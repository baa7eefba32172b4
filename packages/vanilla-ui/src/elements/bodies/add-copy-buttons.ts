import { h } from '../../dom/h.ts';
import { icon } from '../../icons/icon.ts';
import { COPY } from '../../icons/paths/copy.ts';
import { TICK } from '../../icons/paths/tick.ts';
import type { WidgetContext } from '../widget-context.types.ts';

/** How long the button shows that the code was copied. */
const DONE_MS = 2000;

/** Adds a copy button to each code block. */
export function addCopyButtons(text: HTMLElement, context: WidgetContext): void {
  for (const block of text.querySelectorAll('pre')) {
    const frame = h('div', { class: 'code' });
    block.replaceWith(frame);
    frame.append(block, copyButton(block, context));
  }
}

function copyButton(block: HTMLElement, { t, announce }: WidgetContext): HTMLElement {
  const copy = async (): Promise<void> => {
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
