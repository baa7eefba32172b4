import type { Interrupt, ResumeEntry } from '@ag-ui/core';
import * as z from 'zod/mini';
import type { InterruptAnswer, StoredInterrupt, StoredRun } from '../../db/transcript.ts';
import { MAX_ANSWER_LENGTH } from '../max-answer-length.ts';
import type { ApprovalDecision } from '../tools/tool-session.ts';
import { InterruptNotSupported } from './interrupt-not-supported.ts';
import type { RunMemory } from './run-memory.ts';

/* The interrupts of AG-UI, as approvals: https://docs.ag-ui.com/concepts/interrupts */

const booleanSchema = z.looseObject({ type: z.literal('boolean') });
/** Other properties are optional, for example edited arguments. */
const approvedSchema = z.looseObject({
  type: z.literal('object'),
  properties: z.looseObject({ approved: booleanSchema }),
  required: z._default(z.array(z.literal('approved')), []),
});

/** The form of the answer that the agent expects; null if it is not a yes or a no. */
function formOf({ reason, responseSchema }: Interrupt): StoredInterrupt['form'] | null {
  if (!responseSchema) {
    if (reason === 'input_required') return null;
    return reason === 'confirmation' ? 'boolean' : 'object';
  }
  if (booleanSchema.safeParse(responseSchema).success) return 'boolean';
  return approvedSchema.safeParse(responseSchema).success ? 'object' : null;
}

/**
 * Reads the interrupts with which a run has ended.
 *
 * @throws InterruptNotSupported if one of them cannot be answered by yes or no
 */
export function readInterrupts(interrupts: readonly Interrupt[], memory: RunMemory): StoredInterrupt[] {
  return interrupts.map((interrupt): StoredInterrupt => {
    const { id, reason, message, toolCallId, expiresAt } = interrupt;
    const form = formOf(interrupt);
    if (!form) throw new InterruptNotSupported();
    const call = toolCallId === undefined ? undefined : memory.callOf(toolCallId);
    // An unreadable time does not expire.
    const time = Date.parse(expiresAt ?? '');
    return {
      id,
      reason,
      form,
      ...(message ? { message: message.slice(0, MAX_ANSWER_LENGTH) } : {}),
      ...(toolCallId !== undefined && call ? { call: { id: toolCallId, ...call } } : {}),
      ...(Number.isNaN(time) ? {} : { expiresAt: time }),
    };
  });
}

/** The interrupt to ask the visitor about; undefined if all are answered. */
export const openInterrupt = ({ interrupts }: StoredRun): StoredInterrupt | undefined =>
  interrupts.find(({ answer }) => answer === undefined);

const withAnswers = (run: StoredRun, answerOf: (interrupt: StoredInterrupt) => InterruptAnswer | undefined) => ({
  ...run,
  interrupts: run.interrupts.map((interrupt) => {
    const answer = answerOf(interrupt);
    return answer === undefined ? interrupt : { ...interrupt, answer };
  }),
});

/** Applies what the visitor did: a button answers one interrupt, and a text answers none, so that all are cancelled. */
export function decide(run: StoredRun, decision: ApprovalDecision): StoredRun {
  if (decision.kind === 'reply') {
    return { ...withAnswers(run, ({ answer }) => answer ?? 'cancelled'), reply: decision.text };
  }
  const asked = openInterrupt(run);
  return withAnswers(run, (interrupt) => (interrupt === asked ? decision.kind : undefined));
}

/** Cancels interrupts that the visitor can no longer answer. */
export const cancelAll = (run: StoredRun): StoredRun => withAnswers(run, () => 'cancelled');

/** The answers, as the agent gets them. All interrupts have to be answered at once. */
export const resumeOf = ({ interrupts }: StoredRun): ResumeEntry[] =>
  interrupts.map(({ id, form, answer }) => {
    if (answer !== 'approved' && answer !== 'declined') return { interruptId: id, status: 'cancelled' };
    const approved = answer === 'approved';
    return { interruptId: id, status: 'resolved', payload: form === 'boolean' ? approved : { approved } };
  });
