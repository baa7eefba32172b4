const given = new Set<string>();

/** Warns the developer in the console; the same text once per page, however many clients say it. */
export function warnOnce(text: string): void {
  if (given.has(text)) return;
  given.add(text);
  console.warn(`[connective-chat] ${text}`);
}
