import { applyProps } from '@connective-chat/core/ui';

/** Creates an element. Strings become text nodes and never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  props: object = {},
  ...children: readonly (string | Node)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  applyProps(made, props as Record<string, unknown>);
  made.append(...children);
  return made;
}
