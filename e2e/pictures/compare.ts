import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/**
 * How far the colour of a pixel may be off, where 1 is black against white. Browser and font are pinned, so this only
 * allows for rounding; `#fff` against `#f4f4f4` is 0.03.
 */
const COLOR_TOLERANCE = 0.02;
/** How many pixels may differ: fewer than in another digit. Pixels at the edge of a letter or a curve do not count. */
const PIXEL_TOLERANCE = 5;

export interface Comparison {
  readonly equal: boolean;
  /** In words, for the message of a failed test. */
  readonly difference: string;
  /** The differing pixels in red on a pale copy; `null` if the sizes differ. */
  readonly picture: Buffer | null;
}

/** Compares two PNG files. */
export function compare(before: Buffer, after: Buffer): Comparison {
  if (before.equals(after)) return { equal: true, difference: '', picture: null };
  const [expected, actual] = [PNG.sync.read(before), PNG.sync.read(after)];
  const { width, height } = expected;
  if (width !== actual.width || height !== actual.height) {
    return {
      equal: false,
      difference: `${actual.width}×${actual.height} pixels, was ${width}×${height}`,
      picture: null,
    };
  }
  const output = new PNG({ width, height });
  const count = pixelmatch(expected.data, actual.data, output.data, width, height, { threshold: COLOR_TOLERANCE });
  return {
    equal: count <= PIXEL_TOLERANCE,
    difference: `${count} pixels differ`,
    picture: PNG.sync.write(output),
  };
}
