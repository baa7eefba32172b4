import { writeFileSync } from 'node:fs';
import { checkHistory, summarize } from './check-history.ts';
import { readHistory, toEdn } from './history-file.ts';

/* Checks a history that was written before: `npm run chaos:check -- FILE [--edn FILE]`. */

const [file = '', option, edn = ''] = process.argv.slice(2);
const history = readHistory(file);
if (option === '--edn') writeFileSync(edn, history.map((entry) => `${toEdn(entry)}\n`).join(''));
const problems = checkHistory(history);
console.log(
  Object.entries(summarize(history))
    .map(([name, count]) => `${name}: ${count}`)
    .join('\n'),
);
console.log(problems.length === 0 ? 'every guarantee held' : problems.join('\n'));
process.exitCode = problems.length === 0 ? 0 : 1;
