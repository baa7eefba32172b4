import type { Body } from '../protocol/body.ts';
import type { Author, Dialog, ReadState, WireMessage, WireThinking } from '../protocol/entities.ts';
import type { PushedFeedback } from '../protocol/feedback.ts';
import type { ThinkingStep } from '../protocol/thinking-steps.ts';

/** A turn of the bot that can be stopped. */
export interface MemoryTurn {
  state: 'pending' | 'ended' | 'stopped';
  /** The text of the answer so far. */
  draft: { readonly id: string; readonly text: string } | null;
  readonly abort: AbortController;
}

export const createMemoryTurn = (): MemoryTurn => ({ state: 'pending', draft: null, abort: new AbortController() });

/**
 * The state of one conversation on the memory server: its log and related data.
 *
 * @example server.conversation.log.map(({ body }) => body.type)
 */
export class MemoryConversation {
  readonly id: string;
  epoch: string;
  readonly log: WireMessage[] = [];
  /** By the seq of the message that they answer. */
  readonly turns = new Map<number, MemoryTurn>();
  readonly seqByCid = new Map<string, { readonly seq: number; readonly digest: string }>();
  rev = 0;
  thinking: WireThinking | null = null;
  dialog: Dialog = { rev: 0, status: 'bot', operator: null };
  read: ReadState = { visitor: 0, operator: 0 };
  opened = false;
  params: Readonly<Record<string, unknown>> = {};
  readonly #now: () => number;

  constructor(id: string, epoch: string, now: () => number) {
    this.id = id;
    this.epoch = epoch;
    this.#now = now;
  }

  get head(): number {
    return this.log.length;
  }

  append(
    from: Author,
    body: Body,
    extra: {
      cid?: string;
      turn?: number;
      id?: string;
      steps?: readonly ThinkingStep[];
      stopped?: true;
      agent?: true;
    } & Pick<WireMessage, 'sources'> = {},
  ): WireMessage {
    const seq = this.log.length + 1;
    const message: WireMessage = {
      epoch: this.epoch,
      seq,
      id: extra.id ?? `${this.id}-${this.epoch}-${seq}`,
      rev: this.rev,
      from,
      at: new Date(this.#now()).toISOString(),
      body,
      ...(extra.cid === undefined ? {} : { cid: extra.cid }),
      ...(extra.turn === undefined ? {} : { turn: extra.turn }),
      ...(extra.steps?.length ? { steps: extra.steps } : {}),
      ...(extra.stopped ? { stopped: true } : {}),
      ...(extra.agent ? { agent: true } : {}),
      ...(extra.sources ? { sources: extra.sources } : {}),
    };
    this.log.push(message);
    return message;
  }

  /** Whether a message asks for an approval that can no longer be given. */
  isClosedApproval(messageId: string): boolean {
    const message = this.log.find(({ id }) => id === messageId);
    if (message?.body.type !== 'text' || !message.body.approval) return false;
    const { seq, turn = seq } = message;
    const { expiresAt = Number.POSITIVE_INFINITY } = message.body.approval;
    const isFollowed = this.log.some(({ seq: at, from: { kind } }) =>
      at > seq ? kind === 'visitor' || kind === 'operator' : kind === 'visitor' && at > turn,
    );
    return isFollowed || this.dialog.status !== 'bot' || this.#now() >= expiresAt;
  }

  /** Stores the visitor's rating of an answer. @returns `null` if there is no such answer of an agent */
  rate({ messageId, value, reason }: Omit<PushedFeedback, 'rev'>): PushedFeedback | null {
    const index = this.log.findIndex(({ id, agent }) => id === messageId && agent === true);
    const answer = this.log[index];
    if (!answer) return null;
    const words = value ? reason?.trim() : '';
    const feedback = { value, ...(words ? { reason: words } : {}), rev: (answer.feedback?.rev ?? 0) + 1 };
    this.log[index] = { ...answer, feedback };
    return { messageId, ...feedback };
  }

  /** The ratings of all answers. */
  ratings(): readonly PushedFeedback[] {
    return this.log.flatMap(({ id, feedback }) => (feedback ? [{ messageId: id, ...feedback }] : []));
  }

  /** Starts a new epoch that has only the first `keep` messages, like a restored backup. */
  renew(epoch: string, keep: number): void {
    this.epoch = epoch;
    this.log.length = Math.min(keep, this.log.length);
    for (const [cid, { seq }] of this.seqByCid) if (seq > keep) this.seqByCid.delete(cid);
    for (const [index, message] of this.log.entries()) this.log[index] = { ...message, epoch };
    this.thinking = null;
    this.turns.clear();
  }
}
