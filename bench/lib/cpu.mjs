/**
 * CPU time of this process per item, in µs. Unlike wall-clock time it excludes other work of the machine, and the server,
 * which is another process.
 */
export async function cpuPerItem(count, work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}
