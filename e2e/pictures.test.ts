import { afterAll, expect, test } from 'vitest';
import { baselineVersion } from './pictures/baselines.ts';
import { compareGallery } from './pictures/compare-gallery.ts';
import { Photographer } from './pictures/photographer.ts';
import { writeReviewPage } from './pictures/review-page.ts';

let photographer: Photographer | null = null;
afterAll(() => photographer?.close());

/** The pinned Chromium exists for this platform only; with another browser every picture would differ. */
const isPinned = process.platform === 'linux' && process.arch === 'x64';

/** Each picture that differs is taken until it is at rest: all of them, on a slow machine. */
const timeout = 600_000;

test.skipIf(!isPinned)(
  'every state of the gallery looks like its committed picture (Linux on x64)',
  { timeout },
  async () => {
    photographer = await Photographer.start();
    expect(
      photographer.version,
      'the committed pictures were taken with this Chromium: run `npm run pictures:update` and review them',
    ).toBe(baselineVersion());
    const reviews = await compareGallery(photographer);
    if (reviews.length === 0) return;
    const page = writeReviewPage(reviews);
    expect.fail(
      [
        ...reviews.map(({ name, difference }) => `${name}: ${difference}`),
        `Before, after and difference: ${page}`,
        'If this is intended, run `npm run pictures:update` and commit the new pictures.',
      ].join('\n'),
    );
  },
);
