import { formatBadge, safeSource } from '@connective-chat/core/ui';
import { h } from '../dom/h.ts';
import { setAttribute } from '../dom/set-attribute.ts';
import { svg } from '../dom/svg.ts';
import { LAUNCHER_SHAPES } from '../icons/launcher-shapes.ts';
import type { LauncherOptions } from '../widget-options.types.ts';

/**
 * The button that opens the chat. The loader renders it long before the widget is loaded, and the widget then takes
 * over the same button, so `onPress` and `onIntent` can be replaced.
 */
export class Launcher {
  readonly element: HTMLButtonElement;
  onPress: () => void = () => {};
  /** Called when the launcher is hovered, touched or focused. */
  onIntent: () => void = () => {};
  readonly #badge = h('span', { class: 'badge', part: 'badge', 'aria-hidden': 'true' });

  /** It is empty until it is rendered. */
  constructor() {
    const intent = () => this.onIntent();
    this.element = h('button', {
      type: 'button',
      class: 'launcher',
      part: 'launcher',
      'aria-expanded': 'false',
      on: { click: () => this.onPress(), pointerenter: intent, touchstart: intent, focus: intent },
    });
  }

  /** Renders the content, also again. */
  render({ type = 'icon', image, closeIcon }: LauncherOptions = {}): void {
    const icon = (name: keyof typeof LAUNCHER_SHAPES, when: string) => svg(`icon ${when}`, LAUNCHER_SHAPES[name]);
    const source = type === 'avatar' && image ? safeSource(image, document.baseURI) : null;
    this.element.hidden = type === 'none';
    this.element.replaceChildren(
      // A site may replace the image with a child element that has `slot="launcher"`.
      h(
        'slot',
        { name: 'launcher' },
        source ? h('img', { class: 'when-closed', src: source, alt: '' }) : icon('chat', 'when-closed'),
      ),
      icon(closeIcon === 'close' ? 'close' : 'down', 'when-open'),
    );
    if (this.#badge.textContent) this.element.append(this.#badge);
  }

  /** Its accessible name, which includes the unread count. */
  name(label: string): void {
    setAttribute(this.element, 'aria-label', label);
  }

  setExpanded(expanded: boolean, panelId?: string): void {
    setAttribute(this.element, 'aria-expanded', String(expanded));
    if (panelId) setAttribute(this.element, 'aria-controls', panelId);
  }

  setUnread(count: number): void {
    const text = formatBadge(count);
    if (this.#badge.textContent === text) return;
    this.#badge.textContent = text;
    if (text) this.element.append(this.#badge);
    else this.#badge.remove();
  }

  setBusy(busy: boolean): void {
    setAttribute(this.element, 'aria-busy', busy ? 'true' : null);
  }
}
