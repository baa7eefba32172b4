import type { ChaosServices } from './chaos-services.ts';

export interface LoggedMessage {
  readonly seq: number;
  readonly id: string;
  readonly cid?: string;
  readonly turn?: number;
  readonly stopped?: boolean;
  readonly from: { readonly kind: string };
  readonly body: {
    readonly type: string;
    readonly text?: string;
    readonly messageId?: string;
    readonly buttonId?: string;
    readonly approval?: unknown;
  };
}

/** What else is known about the schedules of an agent. */
export interface AgentFacts {
  readonly services: Pick<ChaosServices, 'toolCalls' | 'finishedAt'>;
  /** Whether there was a fault of the server within this time: then a call may be repeated. */
  readonly isDisturbed: (from: number, to: number) => boolean;
  /** Whether so many faults met the turn of a question that it may have been given up. Default: none was. */
  readonly mayGiveUp?: (number: string) => boolean;
  /** When the visitor first saw a part of the answer to a question. */
  readonly seenAt: ReadonlyMap<string, number>;
}

/** The server stores what was written every 2 s; a crash within this time may lose it. */
const DRAFT_LOSS_MS = 4_000;

const readQuestion = (text: string): { verb: string; number: string } => {
  const [verb = '', number = ''] = text.split(' ');
  return { verb, number };
};

/** The whole answer to a question, or to the press of a button of its approval. */
function wholeAnswer(verb: string, number: string, buttonId: string | undefined): string {
  if (verb === 'say') return `half of ${number}, and the rest of ${number}`;
  if (verb === 'find') return `found ${number}`;
  if (buttonId === undefined) return `Shall I change ${number}?`;
  return buttonId === 'approve' ? `changed ${number}` : `kept ${number}`;
}

/** The requests of tools that contradict the log. */
function callProblems(
  question: { readonly verb: string; readonly number: string },
  { approvals, isAnswered }: { approvals: readonly (string | undefined)[]; isAnswered: boolean },
  { services, isDisturbed }: AgentFacts,
): string[] {
  const { verb, number } = question;
  const calls = services.toolCalls.filter((call) => call.number === number);
  const problems: string[] = [];
  const mayBeCalled = verb === 'find' || approvals.includes('approve');
  if (calls.length > 0 && !mayBeCalled) problems.push(`${number} was called without an approval`);
  if (calls.length === 0 && isAnswered) problems.push(`${number} was answered without its call`);
  if (new Set(calls.map(({ key }) => key)).size > 1) problems.push(`${number} was called with several keys`);
  const finishedAt = services.finishedAt.get(number) ?? Number.POSITIVE_INFINITY;
  for (const [index, { at }] of calls.entries()) {
    const before = calls[index - 1]?.at;
    if (before === undefined) continue;
    if (!isDisturbed(before, at) || at > finishedAt) problems.push(`the call for ${number} was repeated`);
  }
  return problems;
}

/**
 * Compares the log of a visitor of the agent's bot with what was asked of the services. Each message of the visitor has
 * one whole answer or one stopped one, and each call is made as often as the visitor has allowed it.
 */
export function agentLogProblems(log: readonly LoggedMessage[], facts: AgentFacts): string[] {
  const { isDisturbed, mayGiveUp, seenAt } = facts;
  const problems: string[] = [];
  const presses = log.filter(({ body }) => body.type === 'press');
  for (const { seq, from, body } of log) {
    if (from.kind !== 'visitor') continue;
    const asked = log.find(({ id }) => id === body.messageId);
    const question = readQuestion(
      asked ? (log.find((other) => other.seq === asked.turn)?.body.text ?? '') : (body.text ?? ''),
    );
    const { verb, number } = question;
    const whole = wholeAnswer(verb, number, body.buttonId);
    const answers = log.filter((other) => other.turn === seq && other.from.kind === 'bot');
    const texts = answers.map((other) => `${other.stopped ? 'part: ' : ''}${other.body.text}`);
    const part = answers.find(({ stopped }) => stopped)?.body.text;
    const isWhole = texts.join() === whole;
    const isStopped =
      texts.at(-1) === 'stopped' &&
      (texts.length === 1 || (texts.length === 2 && part !== undefined && whole.startsWith(part)));
    const isGivenUp = texts.join() === 'broke' && mayGiveUp?.(number) === true;
    if (!isWhole && !isStopped && !isGivenUp)
      problems.push(`${seq} "${whole}" was answered by "${texts.join('", "') || 'nothing'}"`);
    const seen = verb === 'say' ? seenAt.get(number) : undefined;
    const mayBeLost = seen === undefined || isDisturbed(seen - DRAFT_LOSS_MS, seen + DRAFT_LOSS_MS);
    if (isStopped && part === undefined && !mayBeLost) {
      problems.push(`what was written for ${number} is lost`);
    }
    if (body.type === 'press') continue;
    const approval = answers.find((other) => other.body.approval);
    const answersOfApproval = presses.filter((press) => press.body.messageId === approval?.id);
    if (answersOfApproval.length > 1) problems.push(`the approval of ${number} was answered twice`);
    const isAnswered =
      (verb === 'find' && isWhole) || log.some((other) => other.body.text === `changed ${number}` && !other.stopped);
    const approvals = answersOfApproval.map((press) => press.body.buttonId);
    problems.push(...callProblems(question, { approvals, isAnswered }, facts));
  }
  return problems;
}
