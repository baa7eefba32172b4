import { removeBaseline, writeBaseline, writeVersion } from './baselines.ts';
import { compareGallery } from './compare-gallery.ts';
import { Photographer } from './photographer.ts';
import { writeReviewPage } from './review-page.ts';

/**
 * Replaces the committed pictures that differ, and writes the review page. Pictures within the tolerance are kept, so
 * that a commit contains only what has changed.
 */
export async function updatePictures(): Promise<void> {
  const photographer = await Photographer.start();
  try {
    const reviews = await compareGallery(photographer);
    for (const { name, after } of reviews) {
      if (after) writeBaseline(name, after);
      else removeBaseline(name);
    }
    writeVersion(photographer.version);
    const page = writeReviewPage(reviews);
    console.log(`${reviews.length} pictures replaced. Look at them before you commit: ${page}`);
  } finally {
    await photographer.close();
  }
}
