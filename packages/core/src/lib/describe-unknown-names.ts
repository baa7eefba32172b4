import { loadPart } from './load-part.ts';

/** So few names are all named; more of them would bury the message. */
const LISTED_NAMES = 8;

/** What a developer is told of each name that is not known, with the one that was probably meant. */
export async function describeUnknownNames(
  subject: string,
  given: readonly string[],
  known: readonly string[],
): Promise<readonly string[]> {
  const unknown = given.filter((name) => !known.includes(name));
  if (unknown.length === 0) return [];
  // Imported here, so that the chunks of a bundle that need it share one instead of importing each other.
  const { nearestName } = await loadPart(() => import('./nearest-name.ts'));
  return unknown.map((name) => {
    const nearest = nearestName(name, known);
    const all = known.length <= LISTED_NAMES ? ` It is one of ${known.map((each) => `"${each}"`).join(', ')}.` : '';
    return `${subject} "${name}" is unknown and has no effect.${nearest ? ` Did you mean "${nearest}"?` : all}`;
  });
}
