import {
  MAX_STEP_TEXT_LENGTH,
  MAX_THINKING_STEPS,
  type StepDetail,
  type StepState,
  type ThinkingStep,
} from '@connective-chat/core/protocol';

/** A stage that begins. */
export interface NewStage {
  /** The number of the scenario's step that reports it. */
  readonly step: number;
  readonly name: string;
  readonly text: string;
  readonly detail?: StepDetail | undefined;
  readonly after?: ThinkingStep['after'];
}

/** How a stage ended. */
export interface StageEnd {
  readonly state: Exclude<StepState, 'running'>;
  /** Its text from now on. Default: unchanged. */
  readonly text?: string | undefined;
  /** Added to the detail that it began with. */
  readonly detail?: StepDetail | undefined;
}

const cut = (text: string): string => text.slice(0, MAX_STEP_TEXT_LENGTH);
const isOf = (step: number) => (stage: ThinkingStep) => stage.id.startsWith(`${step}.`);

function endOf(stage: ThinkingStep, at: string, { state, text, detail }: StageEnd): ThinkingStep {
  return {
    ...stage,
    state,
    endedAt: at,
    ...(text === undefined ? {} : { text: cut(text) }),
    ...(detail === undefined ? {} : { detail: { ...stage.detail, ...detail } }),
  };
}

/** The stages without a running one, such as that of a process that ended in it. */
export const withoutRunning = (stages: readonly ThinkingStep[], now: number, state: StageEnd['state']) =>
  stages.map((stage) => (stage.state === 'running' ? endOf(stage, new Date(now).toISOString(), { state }) : stage));

/**
 * The stages of a turn in their order, of which at most one is running. A node that runs again after a crash reports
 * its stages again: those that were finished stay finished, and none is listed twice.
 */
export class StageLog {
  #stages: readonly ThinkingStep[];
  /** How often each stage was reported in this process, by the scenario's step and its name. */
  readonly #reports = new Map<string, number>();

  constructor(stages: readonly ThinkingStep[] = []) {
    this.#stages = stages;
  }

  get stages(): readonly ThinkingStep[] {
    return this.#stages;
  }

  /** Begins a stage, after it has ended the running one. @returns false if it was finished before a crash */
  begin({ step, name, text, detail, after }: NewStage, now: number): boolean {
    const at = new Date(now).toISOString();
    const known = this.#knownAs(step, name);
    if (known?.state === 'done') return false;
    const begun: ThinkingStep = {
      id: known?.id ?? `${step}.${this.#nextNumber(step)}`,
      name,
      text: cut(text),
      state: 'running',
      startedAt: known?.startedAt ?? at,
      ...(detail === undefined ? {} : { detail }),
      ...(after === undefined ? {} : { after }),
    };
    const others = this.#stages.map((stage) =>
      stage.state === 'running' && stage !== known ? endOf(stage, at, { state: 'done' }) : stage,
    );
    this.#stages = known
      ? others.map((stage) => (stage.id === begun.id ? begun : stage))
      : [...others, begun].slice(-MAX_THINKING_STEPS);
    return true;
  }

  /** Ends the running stage, if there is one. */
  end(end: StageEnd, now: number): void {
    const at = new Date(now).toISOString();
    this.#stages = this.#stages.map((stage) => (stage.state === 'running' ? endOf(stage, at, end) : stage));
  }

  /** A message has taken the stages. */
  clear(): void {
    this.#stages = [];
    this.#reports.clear();
  }

  /** The stage that an earlier process began, or finished, at this place. */
  #knownAs(step: number, name: string): ThinkingStep | undefined {
    const key = `${step} ${name}`;
    const index = this.#reports.get(key) ?? 0;
    this.#reports.set(key, index + 1);
    return this.#stages.filter((stage) => isOf(step)(stage) && stage.name === name)[index];
  }

  #nextNumber(step: number): number {
    const last = this.#stages.filter(isOf(step)).at(-1);
    return last ? Number(last.id.slice(`${step}.`.length)) + 1 : 1;
  }
}
