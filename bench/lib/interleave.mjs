/** The median, which a busy machine distorts less than a mean. */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Measures contestants alternately (A B B A), so that a slowdown of the machine affects all of them. The first one is
 * measured twice: a difference smaller than that between its two results is noise.
 *
 * @param {Record<string, () => Promise<number>>} contestants name → one measurement
 * @returns {Promise<{ name: string, median: number, ratio: number, spread: number }[]>} ratio to the first
 */
export async function interleave(contestants, rounds = 12) {
  const names = Object.keys(contestants);
  const [first] = names;
  const lanes = [...names, `${first} again`];
  const measure = (lane) => contestants[lane === lanes.at(-1) ? first : lane]();
  const values = Object.fromEntries(lanes.map((lane) => [lane, []]));
  for (const lane of lanes) await measure(lane); // warm
  for (let round = 0; round < rounds; round += 1) {
    for (const lane of round % 2 === 0 ? lanes : [...lanes].reverse()) values[lane].push(await measure(lane));
  }
  const base = median(values[first]);
  return lanes.map((name) => {
    const sorted = [...values[name]].sort((a, b) => a - b);
    const quartile = (share) => sorted[Math.floor((sorted.length - 1) * share)];
    return {
      name,
      median: median(sorted),
      ratio: median(sorted) / base,
      spread: (quartile(0.75) - quartile(0.25)) / median(sorted),
    };
  });
}
