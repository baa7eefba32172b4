/** What a spreadsheet may take for a formula, also after blanks. */
const FORMULA = /^\s*[=+\-@\t\r]/;

/**
 * A field of a CSV file (RFC 4180). A text that a spreadsheet would run as a formula begins with an apostrophe, because
 * texts of visitors must not run anything.
 */
function toField(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Rows as a CSV file that spreadsheets read as UTF-8.
 *
 * @example toCsv([['Question', 'Answer'], ['=1+1', 'Two, "exactly"']])
 */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(toField).join(',')}\r\n`).join('')}`;
