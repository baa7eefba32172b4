import type { WireThinking } from '../protocol/entities.ts';

/** A longer duration means that a time is wrong. */
const MAX_ELAPSED_MS = 3_600_000;

/**
 * How long a turn has been worked on, as the server tells it, or computed from times of the server alone.
 *
 * @param serverTime the current time of the server; by default the start of the last step, because a push is sent then
 * @example elapsedMs(ack.thinking, ack.serverTime) // 4200
 */
export function elapsedMs(thinking: Pick<WireThinking, 'elapsedMs' | 'steps'>, serverTime?: string): number {
  const { steps } = thinking;
  const [first] = steps ?? [];
  const elapsed =
    thinking.elapsedMs ?? Date.parse(serverTime ?? steps?.at(-1)?.startedAt ?? '') - Date.parse(first?.startedAt ?? '');
  return elapsed >= 0 && elapsed <= MAX_ELAPSED_MS ? elapsed : 0;
}
