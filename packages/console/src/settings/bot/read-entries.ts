/** Parses a pasted list: a JSON array, lines, or entries separated by commas. */
export function readEntries(text: string): string[] {
  try {
    const json: unknown = JSON.parse(text);
    if (Array.isArray(json)) return json.filter((entry) => typeof entry === 'string').map((entry) => entry.trim());
  } catch {
    // Not JSON: read it as lines.
  }
  return text
    .split(/[\s,;]+/)
    .map((entry) => entry.replace(/^["'[]+|["'\]]+$/g, ''))
    .filter(Boolean);
}
