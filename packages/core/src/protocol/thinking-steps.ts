import * as z from 'zod/mini';
import { maybeNumber, maybeText, text } from './fields.ts';
import { lazyObject, lazySchema } from './lazy-schema.ts';
import { MAX_STEP_TEXT_LENGTH, MAX_THINKING_STEPS } from './limits.ts';
import { withoutNulls } from './without-nulls.ts';

/** The state of a step; `skipped` means that it was not needed. */
export type StepState = 'running' | 'done' | 'failed' | 'skipped';

/** The details of a step. */
export interface StepDetail {
  /** The name of the tool that was used. */
  readonly tool?: string | undefined;
  /** How many items were found or processed. */
  readonly count?: number | undefined;
  /** The result in a few words, in the visitor's language. */
  readonly result?: string | undefined;
}

/** One stage of an agent's work on an answer. */
export interface ThinkingStep {
  /** Unique among the steps of one answer; does not change while the step runs. */
  readonly id: string;
  /** The name of the stage in the scenario; empty if it has none. */
  readonly name: string;
  /** The description, in the visitor's language. */
  readonly text: string;
  readonly state: StepState;
  /** ISO 8601, UTC, by the server's clock. */
  readonly startedAt: string;
  /** ISO 8601, UTC, by the server's clock; absent while it is running. */
  readonly endedAt?: string | undefined;
  readonly detail?: StepDetail | undefined;
  /**
   * How the step is shown after the answer has arrived: it stays open, or it vanishes. Default: it is collapsed into
   * one line above the answer.
   */
  readonly after?: 'stay' | 'vanish' | undefined;
}

const stepSchema = lazySchema(() => z.looseObject({ id: text }));
const stateSchema = lazySchema(() => z.enum(['running', 'done', 'failed', 'skipped']));
const afterSchema = lazySchema(() => z.enum(['stay', 'vanish']));
const detailSchema = lazyObject(() => ({ tool: maybeText, count: maybeNumber, result: maybeText }));

/** A field, or a fallback if it cannot be read. Without `z.catch`, which adds 3 kB of error messages to a bundle. */
function readField<T, const D>(schema: z.ZodMiniType<T>, raw: unknown, fallback: D): T | D {
  const parsed = z.safeParse(schema, raw);
  return parsed.success ? parsed.data : fallback;
}

/** A readable step, without its unreadable fields, in an array; an empty array if it cannot be read. */
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
      // An unknown state of a newer server counts as finished, so that nothing waits for it.
      state: readField(stateSchema, fields.state, 'done'),
      startedAt: readField(text, fields.startedAt, ''),
      ...(endedAt === undefined ? {} : { endedAt }),
      ...(detail === undefined ? {} : { detail }),
      ...(after === undefined ? {} : { after }),
    },
  ];
}

/**
 * Reads the steps of a frame: the newest readable ones; `undefined` if it is not a list.
 *
 * @example readSteps([{ id: '1', text: 'Searching' }])?.[0]?.state // 'done'
 */
export function readSteps(raw: unknown): readonly ThinkingStep[] | undefined {
  return Array.isArray(raw) ? raw.slice(-MAX_THINKING_STEPS).flatMap(readStep) : undefined;
}

/** The steps of thinking or of an answer. An invalid list does not make its frame unreadable. */
export const stepsSchema = lazySchema(() => z.optional(z.pipe(z.unknown(), z.transform(readSteps))));
