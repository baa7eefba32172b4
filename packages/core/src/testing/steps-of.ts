import type { ThinkingStep } from '../protocol/thinking-steps.ts';

/** A step in a test: its text, or some of its fields. */
export type ScriptedStep = string | (Partial<ThinkingStep> & Pick<ThinkingStep, 'text'>);

/** Creates complete steps: by default the last one is running, and all others are done. */
export function stepsOf(scripted: readonly ScriptedStep[], now: number): readonly ThinkingStep[] {
  const at = new Date(now).toISOString();
  return scripted.map((step, index): ThinkingStep => {
    const given = typeof step === 'string' ? { text: step } : step;
    const state = given.state ?? (index === scripted.length - 1 ? 'running' : 'done');
    return {
      id: `step-${index + 1}`,
      name: '',
      startedAt: at,
      ...(state === 'running' ? {} : { endedAt: at }),
      ...given,
      state,
    };
  });
}

/** The steps as an answer contains them: none is running, and those with `vanish` are removed. */
export function finishedSteps(
  steps: readonly ThinkingStep[] | undefined,
  now: number,
  running: 'done' | 'skipped' = 'done',
): readonly ThinkingStep[] {
  const at = new Date(now).toISOString();
  return (steps ?? [])
    .filter(({ after }) => after !== 'vanish')
    .map((step) => (step.state === 'running' ? { ...step, state: running, endedAt: at } : step));
}
