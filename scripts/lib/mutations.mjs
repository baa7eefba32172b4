import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * One mutation: what is changed, and the test that has to fail by it.
 *
 * @typedef {object} Mutation
 * @property {string} id unique among all
 * @property {string} row the row that it proves: the number of a fault, S1 to S24, or an invariant
 * @property {string} what what is wrong with the mutated code, in some words
 * @property {string} file the mutated file, from the root
 * @property {string} source the text that is replaced; it occurs once in the file
 * @property {string} mutation what takes its place
 * @property {{ file: string, title: string }} test `title` is part of the full name of the test, its groups included
 * @property {boolean} [build] whether the test runs what is built, so that it has to be built with the mutation
 */

/** The tables whose rows have to be proven by a mutation, with the file that lists them. */
export const TABLES = [
  { page: 'docs/fault-matrix.md', mutations: 'mutations/faults.json' },
  { page: 'docs/security.md', mutations: 'mutations/security.json' },
];

const RESULTS = 'mutations/results.json';

export const read = (file) => readFileSync(join(root, file), 'utf8');

/** The entries of a file: mutations, and the rows that can have `none`, each with the reason. */
export const readEntries = (file) => JSON.parse(read(file));

/** @returns {Mutation[]} */
export const allMutations = () =>
  TABLES.flatMap(({ mutations }) => readEntries(mutations)).filter(({ none }) => none === undefined);

/** Names a mutation as it is: a change of it makes its recorded result void. @param {Mutation} mutation */
export const digestOf = ({ file, source, mutation, test }) =>
  createHash('sha256')
    .update(JSON.stringify([file, source, mutation, test.file, test.title]))
    .digest('hex')
    .slice(0, 12);

/** The mutations by whose last run their tests failed: id → digest. @returns {Record<string, string>} */
export const readResults = () => (existsSync(join(root, RESULTS)) ? JSON.parse(read(RESULTS)) : {});

export const RESULTS_FILE = join(root, RESULTS);

/** As much of a title as stands in one piece in the file of its test. */
const TITLE_START = 16;

const occurrences = (text, part) => text.split(part).length - 1;

/**
 * What is wrong with a mutation, as far as it can be told without running it: an edit of the source or of the test
 * must not leave it behind.
 *
 * @param {Mutation} mutation
 * @returns {string[]}
 */
export function problemsOf({ id, file, source, mutation, test }) {
  if (!existsSync(join(root, file))) return [`${id}: there is no ${file}`];
  if (!existsSync(join(root, test.file))) return [`${id}: there is no ${test.file}`];
  const problems = [];
  const found = occurrences(read(file), source);
  if (found !== 1) problems.push(`${id}: its source stands ${found} times in ${file}, not once: ${source}`);
  // The rest may be the name of a case, or of an inner group.
  if (!read(test.file).includes(test.title.slice(0, TITLE_START))) {
    problems.push(`${id}: no test of ${test.file} has a title with "${test.title}"`);
  }
  if (source === mutation) problems.push(`${id}: it changes nothing`);
  return problems;
}
