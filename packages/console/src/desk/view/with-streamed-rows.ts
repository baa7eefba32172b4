import type { OperatorMessage, StreamedAnswer, Talk } from '../store/desk-state.types.ts';
import { dayOf, type LoggedRowModel, type MessageRowModel, sameGroup } from './message-rows.ts';

/**
 * The rows of a conversation with those of the answers that are being streamed, which come before the messages that are
 * being sent. A row keeps its key and its place when its message is logged, so that nothing of it is rendered again.
 *
 * @param rows the rows of the messages, which are not computed again for each part of an answer
 */
export function withStreamedRows(
  rows: readonly MessageRowModel[],
  { answers, thinking }: Pick<Talk, 'answers' | 'thinking'>,
): readonly MessageRowModel[] {
  if (answers.length === 0) return rows;
  const isLogged = (row: MessageRowModel): row is LoggedRowModel => row.kind === 'message';
  const logged = rows.filter(isLogged);
  const steps = thinking?.steps?.filter(({ state }) => state !== 'running');
  for (const answer of answers) {
    const message = toMessage(answer, steps);
    const before = logged.at(-1);
    const beginsDay = !before || dayOf(before.message.at) !== dayOf(message.at);
    const isFirst = beginsDay || !sameGroup(before.message, message);
    if (before && !isFirst) logged[logged.length - 1] = { ...before, isLast: false };
    const day = beginsDay ? message.at : null;
    logged.push({ kind: 'message', key: answer.id, message, isStreaming: true, isFirst, isLast: true, day });
  }
  return [...logged, ...rows.filter((row) => row.kind === 'outgoing')];
}

/** The message that an answer will become. Its position in the log is not known yet. */
const toMessage = ({ id, at, text }: StreamedAnswer, steps: OperatorMessage['steps']): OperatorMessage => ({
  seq: 0,
  id,
  rev: 0,
  from: { kind: 'bot' },
  at,
  body: { type: 'text', text, format: 'markdown' },
  ...(steps?.length ? { steps } : {}),
});
