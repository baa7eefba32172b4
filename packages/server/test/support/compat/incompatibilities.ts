/** Fields whose value, and not only its type, is what a client goes by. */
const EXACT = new Set(['ok', 'code', 'type', 'kind', 'status', 'format', 'event', 'seq', 'from']);

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value);

/**
 * What an old client misses in a frame of today: a field that is not there any more, or of another type. Fields that
 * are new are no matter, and where the old frame had null, or an empty list, anything of that place may stand.
 *
 * @returns the paths, each with what is wrong
 */
export function incompatibilities(recorded: unknown, live: unknown, path = ''): string[] {
  if (recorded === null || recorded === undefined) return [];
  const [was, is] = [typeOf(recorded), typeOf(live)];
  if (was !== is) return [`${path || 'the frame'} was ${was} and is ${is}`];
  if (Array.isArray(recorded)) {
    const list = live as unknown[];
    if (list.length < recorded.length) return [`${path} had ${recorded.length} entries and has ${list.length}`];
    return recorded.flatMap((item, index) => incompatibilities(item, list[index], `${path}[${index}]`));
  }
  if (typeof recorded === 'object') {
    return Object.entries(recorded).flatMap(([name, value]) =>
      incompatibilities(value, (live as Record<string, unknown>)[name], path ? `${path}.${name}` : name),
    );
  }
  const name = path.split('.').at(-1) ?? '';
  return EXACT.has(name) && recorded !== live ? [`${path} was ${recorded} and is ${live}`] : [];
}
