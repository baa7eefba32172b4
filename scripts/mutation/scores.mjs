import { readFileSync, writeFileSync } from 'node:fs';

const SCORES_FILE = 'mutations/scores.json';
const PAGE = 'docs/mutation-testing.md';
const TABLE = /(<!-- scores -->\n\n)[\s\S]*?(\n?<!-- \/scores -->)/;

const FIELDS = /** @type {const} */ ({
  Killed: 'killed',
  Timeout: 'timedOut',
  Survived: 'survived',
  NoCoverage: 'notCovered',
});

const folderOf = (file) => file.split('/').at(-2) ?? '';

/** Adds the counts of a report of StrykerJS to the recorded ones, file by file. */
export function recordReport(reportFile) {
  const scores = JSON.parse(readFileSync(SCORES_FILE, 'utf8'));
  for (const [file, { mutants }] of Object.entries(JSON.parse(readFileSync(reportFile, 'utf8')).files)) {
    scores[file] = { killed: 0, timedOut: 0, survived: 0, notCovered: 0 };
    for (const { status } of mutants) if (status in FIELDS) scores[file][FIELDS[status]] += 1;
  }
  const sorted = Object.fromEntries(Object.entries(scores).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(SCORES_FILE, `${JSON.stringify(sorted, null, 2)}\n`);
}

function row(name, counts) {
  const sum = (field) => counts.reduce((total, count) => total + count[field], 0);
  const detected = sum('killed') + sum('timedOut');
  const all = detected + sum('survived') + sum('notCovered');
  const score = all === 0 ? '' : `${((100 * detected) / all).toFixed(1)} %`;
  const cells = [all, sum('killed'), sum('timedOut'), sum('survived'), sum('notCovered')];
  return `| ${name} | ${cells.join(' | ')} | ${score} |`;
}

/** Writes the table of the page from the recorded counts. */
export function writeTable() {
  const scores = Object.entries(JSON.parse(readFileSync(SCORES_FILE, 'utf8')));
  const lines = [
    '| | mutants | test failed | timed out | survived | in no test | score |',
    '|---|--:|--:|--:|--:|--:|--:|',
  ];
  for (const folder of [...new Set(scores.map(([file]) => folderOf(file)))]) {
    const own = scores.filter(([file]) => folderOf(file) === folder);
    const counts = own.map(([, count]) => count);
    lines.push(row(`**${folder}**`, counts));
    for (const [file, count] of own) lines.push(row(`[${file.split('/').at(-1)}](../${file})`, [count]));
  }
  const total = row(
    '**all**',
    scores.map(([, count]) => count),
  );
  const table = [...lines, total].join('\n');
  writeFileSync(
    PAGE,
    readFileSync(PAGE, 'utf8').replace(TABLE, (_, begin, end) => `${begin}${table}\n${end}`),
  );
}
