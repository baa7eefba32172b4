import { closestMatch } from 'leven';

/** A name without what is often mistaken in it: capitals, underscores and hyphens. */
const simplified = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '');

/** The known name that was probably meant, if one is near enough. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const bySimplified = new Map(known.map((each) => [simplified(each), each]));
  const target = simplified(name);
  const maxDistance = Math.max(1, Math.floor(target.length / 3));
  const nearest = closestMatch(target, [...bySimplified.keys()], { maxDistance });
  return nearest === undefined ? undefined : bySimplified.get(nearest);
}
