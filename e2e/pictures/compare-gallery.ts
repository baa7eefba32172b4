import { baselineNames, readBaseline } from './baselines.ts';
import { compare } from './compare.ts';
import type { Photographer } from './photographer.ts';
import { pictureList } from './picture-list.ts';

/** A picture that differs from the committed one. */
export interface Review {
  readonly name: string;
  /** In words. */
  readonly difference: string;
  /** The committed picture; `null` if there is none. */
  readonly before: Buffer | null;
  /** `null` if the state is gone. */
  readonly after: Buffer | null;
  readonly picture: Buffer | null;
}

/** Takes every picture of the list and returns those that differ from the committed ones. */
export async function compareGallery(photographer: Photographer): Promise<Review[]> {
  const list = pictureList(await photographer.stateNames());
  const reviews: Review[] = [];
  for (const wanted of list) {
    const { name } = wanted;
    const before = readBaseline(name);
    const after = await photographer.take(wanted, (png) => before !== null && compare(before, png).equal);
    if (before === null) {
      reviews.push({ name, difference: 'new: there is no committed picture', before, after, picture: null });
      continue;
    }
    const { equal, difference, picture } = compare(before, after);
    if (!equal) reviews.push({ name, difference, before, after, picture });
  }
  const known = new Set(list.map(({ name }) => name));
  for (const name of baselineNames().filter((each) => !known.has(each))) {
    const before = readBaseline(name);
    reviews.push({ name, difference: 'gone: the gallery has no such state', before, after: null, picture: null });
  }
  return reviews;
}
