/**
 * Formats one benchmark as a section of the results: a table, and whether the budget was met.
 *
 * @param {{ title: string, unit: string, rows: { name: string, median: number, ratio: number, spread: number }[],
 *   budget?: { of: string, ratio: number, atLeast?: boolean }, note?: string }} result
 */
export function section({ title, unit, rows, budget, note }) {
  const judged = budget && rows.find(({ name }) => name === budget.of);
  const met = judged && (budget.atLeast ? judged.ratio >= budget.ratio : judged.ratio <= budget.ratio);
  return [
    `## ${title}`,
    '',
    `| | ${unit}, median | ratio | spread |`,
    '|---|--:|--:|--:|',
    ...rows.map(
      ({ name, median, ratio, spread }) =>
        `| ${name} | ${format(median)} | ${ratio.toFixed(2)} | ${(spread * 100).toFixed(0)} % |`,
    ),
    '',
    ...(judged
      ? [
          `Budget: ${budget.atLeast ? '≥' : '≤'} ${Number(budget.ratio.toFixed(2))} – **${met ? 'met' : 'missed'}**.`,
          '',
        ]
      : []),
    ...(note ? [note, ''] : []),
  ].join('\n');
}

const format = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
