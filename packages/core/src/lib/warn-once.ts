const given = new Set<string>();

/** Warns the developer in the console, once per page for the same text. */
export function warnOnce(text: string): void {
  if (given.has(text)) return;
  given.add(text);
  console.warn(`[connective-chat] ${text}`);
}
