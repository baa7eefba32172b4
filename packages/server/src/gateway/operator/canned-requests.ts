import { deleteCanned, listCanned, saveCanned } from '../../operator/canned-answers.ts';
import type { OperatorHandlers } from './request.types.ts';

export const cannedRequests: OperatorHandlers<'canned_list' | 'canned_save' | 'canned_delete'> = {
  async canned_list({ db, operator }) {
    return { items: await listCanned(db, operator.id) };
  },

  async canned_save({ db, clock, operator, notifier }, event) {
    const item = await saveCanned(db, operator.id, event, clock.now());
    notifier.cannedAnswersChanged();
    return { item };
  },

  async canned_delete({ db, operator, notifier }, { id }) {
    await deleteCanned(db, operator.id, id);
    notifier.cannedAnswersChanged();
    return {};
  },
};
