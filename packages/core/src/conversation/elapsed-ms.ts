import type { ThinkingStep } from '../protocol/thinking-steps.ts';

/** A longer duration means that a time is wrong. */
const MAX_ELAPSED_MS = 3_600_000;

/**
 * How long a turn has been worked on, computed only from times of the server.
 *
 * @param serverTime the current time of the server; by default the start of the last step, because a push is sent then
 * @example elapsedMs(thinking.steps, ack.serverTime) // 4200
 */
export function elapsedMs(steps: readonly ThinkingStep[] | undefined, serverTime?: string): number {
  const [first] = steps ?? [];
  const elapsed = Date.parse(serverTime ?? steps?.at(-1)?.startedAt ?? '') - Date.parse(first?.startedAt ?? '');
  return elapsed >= 0 && elapsed <= MAX_ELAPSED_MS ? elapsed : 0;
}
