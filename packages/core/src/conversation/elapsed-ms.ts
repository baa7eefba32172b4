import type { ThinkingStep } from '../protocol/thinking-steps.ts';

/** A turn that seems to be longer has a time that is wrong. */
const MAX_ELAPSED_MS = 3_600_000;

/**
 * How long a turn has been worked on, by the times of the server alone.
 *
 * @param serverTime the server's time now; without it that of the last step's beginning, as a push is sent then
 * @example elapsedMs(thinking.steps, ack.serverTime) // 4200
 */
export function elapsedMs(steps: readonly ThinkingStep[] | undefined, serverTime?: string): number {
  const [first] = steps ?? [];
  const elapsed = Date.parse(serverTime ?? steps?.at(-1)?.startedAt ?? '') - Date.parse(first?.startedAt ?? '');
  return elapsed >= 0 && elapsed <= MAX_ELAPSED_MS ? elapsed : 0;
}
