import { read, readEntries, TABLES } from './mutations.mjs';

/** The rows of docs/security.md: a guarantee may have several rows, each with its own test. */
const securityRows = (page) =>
  [...page.matchAll(/^\| (S\d+) \| (.+?) \| `([^`]+)`: (.+?) \|(.*)$/gm)].map(([line, id, guarantee, file, title]) => ({
    line,
    id,
    guarantee,
    test: { file, title },
  }));

/** The rows of docs/fault-matrix.md. */
const faultRows = (page) => [...page.matchAll(/^\| (\d+) \|/gm)].map(([, id]) => ({ id }));

const proves = (row) => (mutation) =>
  mutation.row === row.id &&
  (!row.test ||
    mutation.none !== undefined ||
    (mutation.test.file === row.test.file && mutation.test.title === row.test.title));

/** The mutations of a row. */
export const mutationsOf = (row, mutations) => mutations.filter(proves(row));

const INVARIANT = /^I\d+$/;

/** Inconsistencies between the tables and the mutations. @returns {string[]} */
export function checkTables(mutations) {
  const problems = [];
  const ids = new Set();
  for (const { id } of mutations) {
    if (ids.has(id)) problems.push(`${id}: two mutations have this id`);
    ids.add(id);
  }
  for (const { page, mutations: file } of TABLES) {
    const text = read(page);
    const rows = file.endsWith('security.json') ? securityRows(text) : faultRows(text);
    const own = readEntries(file);
    for (const row of rows) {
      if (mutationsOf(row, own).length === 0) {
        problems.push(`${page}: ${row.id} has no mutation in ${file}${row.test ? ` by "${row.test.title}"` : ''}`);
      }
    }
    for (const mutation of own) {
      if (!INVARIANT.test(mutation.row) && !rows.some((row) => proves(row)(mutation))) {
        problems.push(`${file}: ${mutation.id} belongs to no row of ${page}`);
      }
    }
  }
  return problems;
}
