/** Sets an attribute, or removes it with `null` or `false`; does nothing if it is unchanged. */
export function setAttribute(element: Element, name: string, value: string | boolean | null): void {
  const next = value === true ? '' : value === false ? null : value;
  if (element.getAttribute(name) === next) return;
  if (next === null) element.removeAttribute(name);
  else element.setAttribute(name, next);
}
