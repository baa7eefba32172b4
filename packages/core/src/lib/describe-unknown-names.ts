import { nearestName } from './nearest-name.ts';

/** So few names are all named; more of them would bury the message. */
const LISTED_NAMES = 8;

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
