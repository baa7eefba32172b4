import * as z from 'zod/mini';
import { MAX_STEP_TEXT_LENGTH, MAX_THINKING_STEPS } from './limits.ts';
import { withoutNulls } from './without-nulls.ts';

/** How far a step has come; `skipped` was not needed, `failed` did not work. */
export type StepState = 'running' | 'done' | 'failed' | 'skipped';

/** What came of a step. */
export interface StepDetail {
  /** The name of the tool that it used. */
  readonly tool?: string | undefined;
  /** How many things it found or handled. */
  readonly count?: number | undefined;
  /** Its result in a few words, in the visitor's language. */
  readonly result?: string | undefined;
}

/** One stage of an agent's work on an answer. */
export interface ThinkingStep {
  /** Unique among the steps of one answer, and unchanged while the step goes on. */
  readonly id: string;
  /** The stage's name in the scenario; empty where it has none. */
  readonly name: string;
  /** What is done, or was done, in the visitor's language. */
  readonly text: string;
  readonly state: StepState;
  /** ISO 8601, UTC, by the server's clock. */
  readonly startedAt: string;
  /** ISO 8601, UTC, by the server's clock; absent while it is running. */
  readonly endedAt?: string | undefined;
  readonly detail?: StepDetail | undefined;
  /**
   * What becomes of it when the answer is there: it stays open, or vanishes. Default: it is folded into one line
   * above the answer.
   */
  readonly after?: 'stay' | 'vanish' | undefined;
}

const text = z.string();
const maybeText = z.optional(text);

const detailSchema = z.object({ tool: maybeText, count: z.optional(z.number()), result: maybeText });

const stepSchema = z.object({
  id: text,
  name: z.catch(text, ''),
  text: z.catch(text, ''),
  // A state of a newer server: whatever it is, nobody has to wait for it.
  state: z.catch(z.enum(['running', 'done', 'failed', 'skipped']), 'done'),
  startedAt: z.catch(text, ''),
  endedAt: z.catch(maybeText, undefined),
  detail: z.catch(z.optional(detailSchema), undefined),
  after: z.catch(z.optional(z.enum(['stay', 'vanish'])), undefined),
});

const cut = (value: string): string => value.slice(0, MAX_STEP_TEXT_LENGTH);

/** A step that can be read, without the fields that cannot; in a list, because there may be none. */
function readStep(raw: unknown): ThinkingStep[] {
  const parsed = z.safeParse(stepSchema, withoutNulls(raw));
  if (!parsed.success) return [];
  const { endedAt, detail, after, ...step } = parsed.data;
  return [
    {
      ...step,
      text: cut(step.text),
      ...(endedAt === undefined ? {} : { endedAt }),
      ...(detail === undefined ? {} : { detail }),
      ...(after === undefined ? {} : { after }),
    },
  ];
}

/**
 * Reads the steps of a frame: the newest ones that can be read, and `undefined` where there is no list.
 *
 * @example readSteps([{ id: '1', text: 'Searching' }])?.[0]?.state // 'done'
 */
export function readSteps(raw: unknown): readonly ThinkingStep[] | undefined {
  return Array.isArray(raw) ? raw.slice(-MAX_THINKING_STEPS).flatMap(readStep) : undefined;
}

/** The steps of a thinking or of an answer. A damaged list is no reason to lose the frame that carries it. */
export const stepsSchema = z.optional(z.pipe(z.unknown(), z.transform(readSteps)));
