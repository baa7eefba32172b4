import { closestMatch } from 'leven';

/** So few names are all named; more of them would bury the message. */
const LISTED_NAMES = 8;

/** A name without what is often mistaken in it: capitals, underscores and hyphens. */
const simplified = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '');

/** The known name that was probably meant, if one is near enough. */
function nearestName(name: string, known: readonly string[]): string | undefined {
  const bySimplified = new Map(known.map((each) => [simplified(each), each]));
  const target = simplified(name);
  const maxDistance = Math.max(1, Math.floor(target.length / 3));
  const nearest = closestMatch(target, [...bySimplified.keys()], { maxDistance });
  return nearest === undefined ? undefined : bySimplified.get(nearest);
}

/** What a developer is told of each name that is not known, with the one that was probably meant. */
export function describeUnknownNames(
  subject: string,
  given: readonly string[],
  known: readonly string[],
): readonly string[] {
  const unknown = given.filter((name) => !known.includes(name));
  return unknown.map((name) => {
    const nearest = nearestName(name, known);
    const all = known.length <= LISTED_NAMES ? ` It is one of ${known.map((each) => `"${each}"`).join(', ')}.` : '';
    return `${subject} "${name}" is unknown and has no effect.${nearest ? ` Did you mean "${nearest}"?` : all}`;
  });
}
