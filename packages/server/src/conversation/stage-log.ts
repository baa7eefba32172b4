import {
  MAX_STEP_TEXT_LENGTH,
  MAX_THINKING_STEPS,
  type StepDetail,
  type StepState,
  type ThinkingStep,
} from '@connective-chat/core/protocol';

/** A stage that starts. */
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
  /** The new text. Default: unchanged. */
  readonly text?: string | undefined;
  /** Added to the detail from the start of the stage. */
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

/** The stages without a running one, such as one whose process has ended. */
export const withoutRunning = (stages: readonly ThinkingStep[], now: number, state: StageEnd['state']) =>
  stages.map((stage) => (stage.state === 'running' ? endOf(stage, new Date(now).toISOString(), { state }) : stage));

/**
 * The stages of a turn in order; at most one is running. A node that runs again after a crash reports its stages again:
 * finished ones stay finished, and none is listed twice.
 */
export class StageLog {
  #stages: readonly ThinkingStep[];
  /** How often each stage was reported in this process, by step number and name. */
  readonly #reports = new Map<string, number>();

  constructor(stages: readonly ThinkingStep[] = []) {
    this.#stages = stages;
  }

  get stages(): readonly ThinkingStep[] {
    return this.#stages;
  }

  /** Ends the running stage and starts another. @returns false if it was already finished before a crash */
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

  /** The stages were stored with a message. */
  clear(): void {
    this.#stages = [];
    this.#reports.clear();
  }

  /** The stage at this position that an earlier process has started or finished. */
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
