/** Sets a text only if it differs, to avoid layout and repeated announcements. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
