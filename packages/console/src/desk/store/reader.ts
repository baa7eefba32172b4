import type { DeskContext } from './desk-context.types.ts';
import { isOwnDialog } from './is-own-dialog.ts';

/** Reports to the server how far the operator has read: one request at a time, and only new positions. */
export class Reader {
  readonly #context: DeskContext;
  readonly #reporting = new Set<string>();

  constructor(context: DeskContext) {
    this.#context = context;
  }

  /** Call this when the end of the dialog is in view. */
  mark(conversation: string): void {
    const state = this.#context.store.getState();
    const { summaries, talks, connection } = state;
    const summary = summaries.get(conversation);
    // Only the operator of the dialog marks its messages as read.
    if (!summary || connection.status !== 'online' || !isOwnDialog(state, conversation)) return;
    const messages = talks.get(conversation)?.messages.filter(({ from }) => from.kind === 'visitor') ?? [];
    const seq = messages.at(-1)?.seq ?? 0;
    if (seq <= summary.read.operator || this.#reporting.has(conversation)) return;
    this.#reporting.add(conversation);
    this.#context.connection
      .request('read', { conversation, seq })
      .then(() => true)
      .catch(() => false)
      .then((reported) => {
        this.#reporting.delete(conversation);
        if (reported) this.#noteRead(conversation, seq);
      });
  }

  #noteRead(conversation: string, seq: number): void {
    const { summaries, talks } = this.#context.store.getState();
    const held = summaries.get(conversation);
    if (!held || held.read.operator > seq) return;
    const unread = (talks.get(conversation)?.messages ?? []).filter(
      (message) => message.from.kind === 'visitor' && message.seq > seq,
    ).length;
    const read = { ...held.read, operator: seq };
    this.#context.store.setState({ summaries: new Map(summaries).set(conversation, { ...held, read, unread }) });
    // More messages may have arrived during the request.
    if (unread > 0) this.mark(conversation);
  }
}
