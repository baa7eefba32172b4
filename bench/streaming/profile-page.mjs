/** An entry of the profiler that is no function, such as `(program)`. */
const isPseudo = (name) => name.startsWith('(');

/**
 * Records which functions of the page take time.
 *
 * @returns stops, and returns the profile
 */
export async function profilePage(session) {
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 500 });
  await session.send('Profiler.start');
  return async () => (await session.send('Profiler.stop')).profile;
}

/**
 * The functions of a profile with the most time of their own.
 *
 * @param {{ from?: number, to?: number, isDeep?: boolean, count?: number }} options the times between which samples
 * count, in µs; and whether the time of a function is also that of those which it calls
 */
export function describeProfile(profile, { from = 0, to = Number.POSITIVE_INFINITY, isDeep = false, count = 25 } = {}) {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const byFunction = new Map();
  let at = profile.startTime;
  for (const [index, id] of profile.samples.entries()) {
    at += profile.timeDeltas[index];
    if (at < from || at > to) continue;
    const ms = (profile.timeDeltas[index + 1] ?? 0) / 1000;
    const counted = new Set();
    for (let each = id; each !== undefined; each = isDeep ? parents.get(each) : undefined) {
      const { functionName, url, lineNumber, columnNumber } = nodes.get(each).callFrame;
      counted.add(`${functionName || '(anonymous)'} ${url.split('/').at(-1)}:${lineNumber + 1}:${columnNumber + 1}`);
    }
    for (const name of counted) byFunction.set(name, (byFunction.get(name) ?? 0) + ms);
  }
  return [...byFunction]
    .filter(([name]) => !isPseudo(name) || name.startsWith('(anonymous)') || name.startsWith('(garbage'))
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([name, ms]) => `${ms.toFixed(1).padStart(8)} ms  ${name}`);
}
