import type { OperatorMessage, Outgoing } from '../store/desk-state.types.ts';

/** A row of a message of the log, or of an answer that is being streamed. */
export interface LoggedRowModel {
  readonly kind: 'message';
  readonly key: string;
  readonly message: OperatorMessage;
  readonly isStreaming: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** The time of the message, if it is the first of its day. */
  readonly day: string | null;
}

/** A row of the conversation: a message of the log, or one that is being sent. */
export type MessageRowModel =
  | LoggedRowModel
  | { readonly kind: 'outgoing'; readonly key: string; readonly row: Outgoing; readonly isFirst: boolean };

/** Messages of one author within this time are grouped, in ms. */
const GROUP_MS = 5 * 60_000;

/** Bodies without visible text. */
const SILENT = new Set<OperatorMessage['body']['type']>(['alias', 'leave_queue', 'close', 'edit', 'erase']);

const isSilent = ({ body }: OperatorMessage): boolean => SILENT.has(body.type);

const isNotice = ({ body }: OperatorMessage) => body.type === 'notice' || body.type === 'request_operator';

export function sameGroup(a: OperatorMessage | undefined, b: OperatorMessage | undefined): boolean {
  if (!a || !b || isNotice(a) || isNotice(b)) return false;
  return a.from.kind === b.from.kind && a.from.id === b.from.id && Date.parse(b.at) - Date.parse(a.at) < GROUP_MS;
}

export const dayOf = (at: string) => new Date(at).toDateString();

/** The rows of a conversation. */
export function messageRows(messages: readonly OperatorMessage[], outgoing: readonly Outgoing[]): MessageRowModel[] {
  const visible = messages.filter((message) => !isSilent(message));
  const rows = visible.map((message, index): MessageRowModel => {
    const [before, after] = [visible[index - 1], visible[index + 1]];
    const beginsDay = !before || dayOf(before.at) !== dayOf(message.at);
    return {
      kind: 'message',
      // A message sent here keeps its row when its echo arrives.
      key: message.cid ?? message.id,
      message,
      isStreaming: false,
      isFirst: beginsDay || !sameGroup(before, message),
      isLast: !sameGroup(message, after),
      day: beginsDay ? message.at : null,
    };
  });
  const loggedCids = new Set(visible.map(({ cid }) => cid));
  const waiting = outgoing.filter(({ cid }) => !loggedCids.has(cid));
  return [
    ...rows,
    ...waiting.map((row, index): MessageRowModel => ({ kind: 'outgoing', key: row.cid, row, isFirst: index === 0 })),
  ];
}
