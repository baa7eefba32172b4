import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * One mutation: a change of the code, and the test that has to fail because of it.
 *
 * @typedef {object} Mutation
 * @property {string} id unique among all
 * @property {string} row the row that it belongs to: the number of a fault, S1 to S24, or an invariant
 * @property {string} what what is wrong with the mutated code
 * @property {string} file the mutated file, relative to the root
 * @property {string} source the text that is replaced; it occurs once in the file
 * @property {string} mutation the replacement
 * @property {{ file: string, title: string }} test `title` is part of the full name of the test, which includes its groups
 * @property {boolean} [build] whether the test runs the build, which then has to contain the mutation
 */

/** The tables whose rows need a mutation, and the files of their mutations. */
export const TABLES = [
  { page: 'docs/fault-matrix.md', mutations: 'mutations/faults.json' },
  { page: 'docs/security.md', mutations: 'mutations/security.json' },
];

const RESULTS = 'mutations/results.json';

export const read = (file) => readFileSync(join(root, file), 'utf8');

/** The entries of a file: mutations, and rows with `none`, the reason why they have no mutation. */
export const readEntries = (file) => JSON.parse(read(file));

/** @returns {Mutation[]} */
export const allMutations = () =>
  TABLES.flatMap(({ mutations }) => readEntries(mutations)).filter(({ none }) => none === undefined);

/** Identifies the content of a mutation: after a change its recorded result is invalid. @param {Mutation} mutation */
export const digestOf = ({ file, source, mutation, test }) =>
  createHash('sha256')
    .update(JSON.stringify([file, source, mutation, test.file, test.title]))
    .digest('hex')
    .slice(0, 12);

/** The mutations whose tests failed as required in their last run: id → digest. @returns {Record<string, string>} */
export const readResults = () => (existsSync(join(root, RESULTS)) ? JSON.parse(read(RESULTS)) : {});

export const RESULTS_FILE = join(root, RESULTS);

/** How many characters of a title must be in the test file; the rest may be the name of a case. */
const TITLE_START = 16;

const occurrences = (text, part) => text.split(part).length - 1;

/**
 * The problems of a mutation that can be found without running it: an edit of the source or of the test must not make it
 * outdated.
 *
 * @param {Mutation} mutation
 * @returns {string[]}
 */
export function problemsOf({ id, file, source, mutation, test }) {
  if (!existsSync(join(root, file))) return [`${id}: there is no ${file}`];
  if (!existsSync(join(root, test.file))) return [`${id}: there is no ${test.file}`];
  const problems = [];
  const found = occurrences(read(file), source);
  if (found !== 1) problems.push(`${id}: its source occurs ${found} times in ${file} instead of once: ${source}`);
  // The rest may be the name of a case or of an inner group.
  if (!read(test.file).includes(test.title.slice(0, TITLE_START))) {
    problems.push(`${id}: no test of ${test.file} has a title with "${test.title}"`);
  }
  if (source === mutation) problems.push(`${id}: it changes nothing`);
  return problems;
}
