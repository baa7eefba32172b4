import type { DeskState, DialogSummary } from './desk-state.types.ts';
import { isNewerSummary } from './is-newer-summary.ts';

type Lists = Pick<DeskState, 'summaries' | 'queue' | 'mine'>;

const without = (ids: readonly string[], id: string) => (ids.includes(id) ? ids.filter((item) => item !== id) : ids);
const withOne = (ids: readonly string[], id: string) => (ids.includes(id) ? ids : [...ids, id]);

/** Sorts by waiting time, longest first. */
function inQueueOrder(ids: readonly string[], summaries: ReadonlyMap<string, DialogSummary>): readonly string[] {
  const since = (id: string) => summaries.get(id)?.queuedAt ?? '';
  const sorted = [...ids].sort((a, b) => since(a).localeCompare(since(b)) || a.localeCompare(b));
  return sorted.every((id, index) => id === ids[index]) ? ids : sorted;
}

/** Applies a summary: adds the dialog to the queue and to this operator's list, or removes it. A test chat is in neither. */
export function applySummary(state: Lists & Pick<DeskState, 'me'>, summary: DialogSummary): Lists {
  const { conversation: id, dialog } = summary;
  const held = state.summaries.get(id);
  if (held && !isNewerSummary(summary, held)) return state;
  const summaries = new Map(state.summaries).set(id, summary);
  const isQueued = dialog.status === 'queued' && !summary.test;
  const isMine = !summary.test && dialog.status === 'operator' && dialog.operator?.id === state.me?.id;
  return {
    summaries,
    queue: inQueueOrder(isQueued ? withOne(state.queue, id) : without(state.queue, id), summaries),
    mine: isMine ? withOne(state.mine, id) : without(state.mine, id),
  };
}
