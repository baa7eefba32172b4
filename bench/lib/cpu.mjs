/**
 * Microseconds of this process's own work per item. Not the time on the wall, in which a busy machine's other work
 * stands too; the server is another process and does not count.
 */
export async function cpuPerItem(count, work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}
