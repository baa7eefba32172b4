import type { OperatorMessage, Outgoing } from '../store/desk-state.types.ts';

/** A row of the conversation: what stands in the log, or is on its way there. */
export type MessageRowModel =
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: OperatorMessage;
      readonly isFirst: boolean;
      readonly isLast: boolean;
      /** The day that begins with this row, as a time. */
      readonly day: string | null;
    }
  | { readonly kind: 'outgoing'; readonly key: string; readonly row: Outgoing; readonly isFirst: boolean };

/** Words of one author within so long stand together. */
const GROUP_MS = 5 * 60_000;

/** Bodies that change the conversation without a word of their own. */
const SILENT = new Set<OperatorMessage['body']['type']>(['alias', 'leave_queue', 'close']);

const isSilent = ({ body }: OperatorMessage): boolean => SILENT.has(body.type);

const isNotice = ({ body }: OperatorMessage) => body.type === 'notice' || body.type === 'request_operator';

function sameGroup(a: OperatorMessage | undefined, b: OperatorMessage | undefined): boolean {
  if (!a || !b || isNotice(a) || isNotice(b)) return false;
  return a.from.kind === b.from.kind && a.from.id === b.from.id && Date.parse(b.at) - Date.parse(a.at) < GROUP_MS;
}

const dayOf = (at: string) => new Date(at).toDateString();

/** The rows of what is shown of a conversation. */
export function messageRows(messages: readonly OperatorMessage[], outgoing: readonly Outgoing[]): MessageRowModel[] {
  const visible = messages.filter((message) => !isSilent(message));
  const rows = visible.map((message, index): MessageRowModel => {
    const [before, after] = [visible[index - 1], visible[index + 1]];
    const beginsDay = !before || dayOf(before.at) !== dayOf(message.at);
    return {
      kind: 'message',
      // What was sent here keeps its row when its echo comes.
      key: message.cid ?? message.id,
      message,
      isFirst: beginsDay || !sameGroup(before, message),
      isLast: !sameGroup(message, after),
      day: beginsDay ? message.at : null,
    };
  });
  const stands = new Set(visible.map(({ cid }) => cid));
  const waiting = outgoing.filter(({ cid }) => !stands.has(cid));
  return [
    ...rows,
    ...waiting.map((row, index): MessageRowModel => ({ kind: 'outgoing', key: row.cid, row, isFirst: index === 0 })),
  ];
}
