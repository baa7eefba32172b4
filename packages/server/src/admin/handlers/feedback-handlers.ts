import type { ApiHandlers } from '../admin-api.types.ts';
import { ApiRefusal } from '../api-refusal.ts';
import { listRatings } from '../list-ratings.ts';

const PAGE = 50;

/** Lists what visitors think of the answers of agents. */
export const feedbackHandlers: ApiHandlers<'listFeedback'> = {
  async listFeedback({ db }, { input }) {
    const page = await listRatings(db, { ...input, limit: input.limit ?? PAGE });
    if (!page) throw new ApiRefusal('INVALID', 'before: this is not the `next` of a page.');
    return page;
  },
};
