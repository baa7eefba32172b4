import type { Rating } from '@connective-chat/contracts/admin';
import { callApi } from '../../shell/session/call-api.ts';
import type { RatingRequest } from './use-rating-filter.ts';

const PAGE_SIZE = 200;
/** A file with more rows than this is not made in a browser. */
const MAX_ROWS = 20_000;

/** All ratings that match a filter, the newest first, page by page; at most 20,000. */
export async function loadAllRatings(request: RatingRequest): Promise<readonly Rating[]> {
  const items: Rating[] = [];
  let before: string | undefined;
  do {
    const page = await callApi('listFeedback', {
      request: { ...request, limit: PAGE_SIZE, ...(before === undefined ? {} : { before }) },
    });
    items.push(...page.items);
    before = page.next ?? undefined;
  } while (before !== undefined && items.length < MAX_ROWS);
  return items;
}
