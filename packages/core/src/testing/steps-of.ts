import type { ThinkingStep } from '../protocol/thinking-steps.ts';

/** A step as a test writes it: its text, or what of a step matters to the test. */
export type ScriptedStep = string | (Partial<ThinkingStep> & Pick<ThinkingStep, 'text'>);

/** Whole steps of a script: all are done, except the last, which is running, unless the script says otherwise. */
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

/** The steps as an answer has them: none is running, and those that vanish are gone. */
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
