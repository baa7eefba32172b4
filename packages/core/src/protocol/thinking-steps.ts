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

const stepSchema = z.looseObject({ id: text });
const stateSchema = z.enum(['running', 'done', 'failed', 'skipped']);
const afterSchema = z.enum(['stay', 'vanish']);
const detailSchema = z.object({ tool: maybeText, count: z.optional(z.number()), result: maybeText });

/** A field, or the fallback where it cannot be read. Not `z.catch`, which adds 3 kB of error messages to a bundle. */
function readField<T, const D>(schema: z.ZodMiniType<T>, raw: unknown, fallback: D): T | D {
  const parsed = z.safeParse(schema, raw);
  return parsed.success ? parsed.data : fallback;
}

/** A step that can be read, without the fields that cannot; in a list, because there may be none. */
function readStep(raw: unknown): ThinkingStep[] {
  const parsed = z.safeParse(stepSchema, withoutNulls(raw));
  if (!parsed.success) return [];
  const { id, ...fields } = parsed.data;
  const endedAt = readField(text, fields.endedAt, undefined);
  const detail = readField(detailSchema, fields.detail, undefined);
  const after = readField(afterSchema, fields.after, undefined);
  return [
    {
      id,
      name: readField(text, fields.name, ''),
      text: readField(text, fields.text, '').slice(0, MAX_STEP_TEXT_LENGTH),
      // A state of a newer server: whatever it is, nobody has to wait for it.
      state: readField(stateSchema, fields.state, 'done'),
      startedAt: readField(text, fields.startedAt, ''),
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
