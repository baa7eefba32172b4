import { h } from '../dom/h.ts';
import CONFIRM from '../styles/confirm.css?inline';
import type { WidgetContext } from './widget-context.types.ts';

export interface Question {
  readonly text: string;
  readonly yes: string;
  readonly no: string;
}

/** Asks for confirmation. Esc and a press outside mean no. */
export function confirm(
  { text, yes, no }: Question,
  { container, adopt, focusInput }: WidgetContext,
  onYes: () => void,
): void {
  adopt(CONFIRM);
  const close = (): void => element.close();
  const agree = (): void => {
    close();
    onYes();
  };
  const cancel = h('button', { type: 'button', class: 'confirm-no', on: { click: close } }, no);
  const element = h(
    'dialog',
    {
      class: 'confirm',
      role: 'alertdialog',
      'aria-labelledby': 'cc-confirm',
      on: {
        click: ({ target }: MouseEvent) => target === element && close(),
        close: () => {
          element.remove();
          focusInput();
        },
        // Esc closes the question and not the chat behind it.
        keydown: (event: KeyboardEvent) => event.stopPropagation(),
      },
    },
    h(
      'div',
      { class: 'confirm-box' },
      h('p', { id: 'cc-confirm' }, text),
      h(
        'div',
        { class: 'confirm-buttons' },
        cancel,
        h('button', { type: 'button', class: 'confirm-yes', on: { click: agree } }, yes),
      ),
    ),
  );
  container.append(element);
  placeOver(element, container.querySelector('.panel'));
  element.showModal();
  cancel.focus();
}

/** Centres the question in the chat, which may be far from the centre of the page. */
function placeOver(element: HTMLElement, panel: Element | null): void {
  if (!panel) return;
  const { left, top, width, height } = panel.getBoundingClientRect();
  element.style.setProperty('--_x', `${left + width / 2}px`);
  element.style.setProperty('--_y', `${top + height / 2}px`);
}
