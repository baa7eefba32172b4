import type { ThinkingStep } from '../protocol/thinking-steps.ts';
import type { Texts } from '../texts/texts.types.ts';

/** What the line above an answer says about the steps behind it. */
export interface StepsSummary {
  /** The results, separated by dots; the number of steps if none has a result. */
  readonly text: string;
  /** How long the steps took, e.g. `6 s`; empty if their times cannot be read. */
  readonly time: string;
}

/**
 * How long steps took together, in whole seconds and at least one, by the times of the server.
 *
 * @returns `null` if a time is missing or cannot be read
 * @example secondsOf(message.steps ?? []) // 6
 */
export function secondsOf(steps: readonly ThinkingStep[]): number | null {
  const began = Date.parse(steps[0]?.startedAt ?? '');
  const ended = Math.max(...steps.map(({ endedAt = '' }) => Date.parse(endedAt)));
  return ended >= began ? Math.max(1, Math.round((ended - began) / 1000)) : null;
}

/**
 * Describes finished steps in one line. Only steps with a `detail` have something to tell: which tool was used, or what
 * was found.
 *
 * @example describeSteps(message.steps, texts) // { text: 'Searched the help pages: 3 found', time: '6 s' }
 */
export function describeSteps(steps: readonly ThinkingStep[], texts: Pick<Texts, 't'>): StepsSummary {
  const ended = steps.filter(({ state }) => state !== 'running');
  const told = ended.filter(({ state, detail, text }) => state === 'done' && detail && text).map(({ text }) => text);
  const seconds = secondsOf(ended);
  return {
    text: [...new Set(told)].join(' · ') || texts.t('steps', { n: steps.length }),
    time: seconds === null ? '' : texts.t('thinkingSeconds', { n: seconds }),
  };
}
