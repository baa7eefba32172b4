/** Writes a text only where it differs, so that nothing is laid out or announced anew for nothing. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
