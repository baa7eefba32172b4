/** The children of an element. `null` and `false` are skipped. */
export type Child = Node | string | null | undefined | false;

/** Attributes, and event listeners under `on`. Styles and markup cannot be given as strings. */
export type Props = { readonly on?: Readonly<Record<string, (event: never) => void>> } & {
  readonly [attribute: string]: unknown;
} & { readonly style?: never; readonly srcdoc?: never; readonly innerHTML?: never };

/**
 * Creates an element. Strings become text nodes and no markup is parsed, so the widget runs under a Trusted Types
 * policy without a policy of its own.
 *
 * @example
 * h('button', { type: 'button', class: 'send', on: { click: send } }, icon(SEND));
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props | null = null,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (props) {
    for (const [name, value] of Object.entries(props)) {
      if (name === 'on') {
        for (const [type, listener] of Object.entries(value as Record<string, EventListener>)) {
          element.addEventListener(type, listener);
        }
      } else if (value !== null && value !== undefined && value !== false) {
        element.setAttribute(name, value === true ? '' : String(value));
      }
    }
  }
  for (const child of children) {
    if (child) element.append(child);
  }
  return element;
}
