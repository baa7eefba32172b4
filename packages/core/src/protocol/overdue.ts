import * as z from 'zod/mini';
import { lazySchema } from './lazy-schema.ts';
import { MAX_STEP_TEXT_LENGTH } from './limits.ts';
import { withoutNulls } from './without-nulls.ts';

/** What the visitor can do after the deadline: wait on, ask for an operator, or ask the question again. */
export type OverdueChoice = 'wait' | 'person' | 'retry';

/** What is shown once thinking has reached its deadline, as the server sends it. */
export interface WireOverdue {
  /** The words, in the visitor's language; without them a client has its own. */
  readonly text?: string | undefined;
  /** In the order in which they are shown. */
  readonly choices?: readonly OverdueChoice[] | undefined;
  /** How long waiting on blocks the input, in ms. Default 60 000. */
  readonly waitMs?: number | undefined;
}

const CHOICES: readonly unknown[] = ['wait', 'person', 'retry'] satisfies OverdueChoice[];

/**
 * Reads what a frame says about the deadline. Never fails: what cannot be read counts as absent.
 *
 * @example readOverdue({ choices: ['wait', 'dance'] }) // { choices: ['wait'] }
 */
export function readOverdue(raw: unknown): WireOverdue | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const { text, choices, waitMs } = withoutNulls(raw) as Readonly<Record<string, unknown>>;
  return {
    ...(typeof text === 'string' ? { text: text.slice(0, MAX_STEP_TEXT_LENGTH) } : {}),
    ...(Array.isArray(choices)
      ? { choices: [...new Set(choices)].filter((it): it is OverdueChoice => CHOICES.includes(it)) }
      : {}),
    ...(typeof waitMs === 'number' && waitMs > 0 ? { waitMs } : {}),
  };
}

/** What is shown at the deadline. An invalid value does not make its frame unreadable. */
export const overdueSchema = lazySchema(() => z.optional(z.pipe(z.unknown(), z.transform(readOverdue))));
