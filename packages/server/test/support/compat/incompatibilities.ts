/** Fields of which the client uses the value and not only the type. */
const EXACT = new Set(['ok', 'code', 'type', 'kind', 'status', 'format', 'event', 'seq', 'from']);

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value);

/**
 * Compares a recorded frame with a current one: an old client needs every field with its old type. New fields are
 * allowed, and if the old field was null or an empty list, any value is.
 *
 * @returns the paths of missing or changed fields, each with the problem
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
