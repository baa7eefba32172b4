/** Reads what people paste as a list of sites: a JSON array, lines, or entries with commas between them. */
export function readOrigins(text: string): string[] {
  try {
    const json: unknown = JSON.parse(text);
    if (Array.isArray(json)) return json.filter((entry) => typeof entry === 'string').map((entry) => entry.trim());
  } catch {
    // Not JSON: then lines.
  }
  return text
    .split(/[\s,;]+/)
    .map((entry) => entry.replace(/^["'[]+|["'\]]+$/g, ''))
    .filter(Boolean);
}
