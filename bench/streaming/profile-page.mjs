/**
 * Records which functions of the page take time.
 *
 * @returns stops, and returns the functions with the most time of their own, in ms
 */
export async function profilePage(session) {
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 500 });
  await session.send('Profiler.start');
  return async () => {
    const { profile } = await session.send('Profiler.stop');
    const own = new Map();
    for (const [index, id] of profile.samples.entries()) {
      own.set(id, (own.get(id) ?? 0) + (profile.timeDeltas[index + 1] ?? 0) / 1000);
    }
    const byFunction = new Map();
    for (const { id, callFrame } of profile.nodes) {
      const { functionName, url, lineNumber, columnNumber } = callFrame;
      const key = `${functionName || '(anonymous)'} ${url.split('/').at(-1)}:${lineNumber + 1}:${columnNumber + 1}`;
      byFunction.set(key, (byFunction.get(key) ?? 0) + (own.get(id) ?? 0));
    }
    return [...byFunction]
      .filter(([name]) => !name.startsWith('('))
      .sort(([, a], [, b]) => b - a)
      .slice(0, 25)
      .map(([name, ms]) => `${ms.toFixed(0).padStart(6)} ms  ${name}`);
  };
}
