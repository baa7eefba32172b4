import type { ChatClient } from '../client/chat-client.types.ts';
import type { ChatSnapshot } from '../client/chat-state.types.ts';
import type { Message } from '../conversation/message.types.ts';
import type { Keyframe, RecordedPush } from './recording.types.ts';
import type { Redactor } from './redact.ts';

type Fields = Readonly<Record<string, unknown>>;

const revOf = (value: unknown): number => Number((value as { rev?: unknown } | null | undefined)?.rev ?? -1);

/** How many of the newest messages a keyframe holds. */
const KEPT_MESSAGES = 50;

/** Server state that a client does not expose, but that a replayed client needs. */
export class Mirror {
  #hello: Fields = {};
  #head = 0;
  #dialogRev = 0;
  #thinkingRev = -1;
  /** Thinking of this or an older revision has ended. */
  #floor = -1;
  /** Outbox entries by client id, redacted. */
  readonly #outbox = new Map<string, Fields>();
  readonly leases = new Set<number>();
  isOpen: boolean;
  /** Whether the last `hello` had no cursor. */
  hasNoCursor = true;

  constructor(isOpen: boolean) {
    this.isOpen = isOpen;
  }

  #answered(answer: Fields): void {
    if (this.hasNoCursor || answer.reset || answer.epoch !== this.#hello.epoch || Number(answer.head) < this.#head) {
      this.#head = 0;
      this.#floor = -1;
      this.#thinkingRev = -1;
    }
    this.#hello = { ...answer, items: [], drafts: [], known: {}, thinking: null, feedback: [] };
    this.#reach(answer.head);
    this.#dialogRev = revOf(answer.dialog);
    this.#think(answer.thinking);
    for (const item of answer.items as Fields[]) this.#say(item);
  }

  answer(name: string, answer: Fields): void {
    if (name === 'hello') this.#answered(answer);
    if (name === 'send') this.#reach(answer.seq);
    if (name === 'stop') this.#floor = Math.max(this.#floor, revOf(answer));
    if (name === 'sync') for (const item of answer.items as Fields[]) this.#say(item);
  }

  push({ name, data }: RecordedPush): void {
    if (name === 'msg') this.#say(data);
    if (name === 'thinking') this.#think(data);
    if (name === 'dialog') this.#dialogRev = Math.max(this.#dialogRev, revOf(data));
    if (name !== 'head') return;
    this.#dialogRev = Math.max(this.#dialogRev, revOf(data.dialog));
    if (data.thinking) this.#think(data.thinking);
    else this.#floor = Math.max(this.#floor, this.#thinkingRev);
  }

  put(row: Fields): void {
    this.#outbox.set(String(row.cid), row);
  }

  remove(cid?: string): void {
    if (cid === undefined) this.#outbox.clear();
    else this.#outbox.delete(cid);
  }

  /** The current keyframe, or `null` while there is state that a keyframe cannot represent. */
  keyframe(chat: ChatClient, redactor: Redactor): Omit<Keyframe, 'counted' | 'heardAt'> | null {
    const snapshot = chat.getSnapshot();
    if (!isAtRest(snapshot) || this.#thinkingRev > this.#floor || this.#hello.epoch === undefined) return null;
    if ([...this.#outbox.values()].some((row) => row.failure === undefined)) return null;
    const confirmed = snapshot.messages.filter(({ seq }) => seq !== undefined).slice(-KEPT_MESSAGES);
    // Without visible messages the last seq alone marks the end of the log.
    const first = confirmed[0]?.seq ?? Math.max(1, this.#head);
    const { status, operator, queuePosition } = snapshot.dialog;
    const place = queuePosition === null ? {} : { queuePosition };
    return {
      hello: {
        ...this.#hello,
        head: this.#head,
        reset: false,
        items: this.#items(confirmed, first, redactor),
        more: snapshot.history.hasOlder || confirmed.length < snapshot.messages.length,
        dialog: redactor.value({ rev: this.#dialogRev, status, operator, ...place }),
        read: snapshot.read,
      },
      thinkingRev: this.#floor,
      outbox: [...this.#outbox.values()],
      leases: [...this.leases],
      open: this.isOpen,
    };
  }

  /** The log from the first message on; positions without a message are filled with control messages. */
  #items(messages: readonly Message[], first: number, redactor: Redactor): unknown[] {
    const bySeq = new Map(messages.map((message) => [message.seq, message]));
    const rated = messages.filter(({ answer }) => answer?.score !== undefined);
    return Array.from({ length: Math.max(0, this.#head - first + 1) }, (_, index) => {
      const seq = first + index;
      const shared = { epoch: this.#hello.epoch, seq, rev: 0 };
      const message = bySeq.get(seq);
      if (message) {
        const { id, serverId, from, at, body, stopped, agent, feedback } = message;
        const cid = id === serverId ? {} : { cid: id };
        const answer = {
          ...(stopped ? { stopped } : {}),
          ...(agent ? { agent } : {}),
          ...(feedback ? { feedback: { ...feedback, rev: 1 } } : {}),
        };
        return redactor.value({ ...shared, id: serverId, ...cid, from, at, body, ...answer });
      }
      const asked = rated.shift();
      const body = asked ? { type: 'rate', messageId: asked.serverId, score: asked.answer?.score } : { type: 'close' };
      return { ...shared, id: `silent-${seq}`, from: { kind: 'visitor' }, at: '', body };
    });
  }

  #say(message: Fields): void {
    this.#reach(message.seq);
    const isOwn = (message.from as Fields | undefined)?.kind === 'visitor';
    if (!isOwn) this.#floor = Math.max(this.#floor, revOf(message));
  }

  #think(thinking: unknown): void {
    const rev = revOf(thinking);
    if ((thinking as Fields | null | undefined)?.on === false) this.#floor = Math.max(this.#floor, rev);
    else this.#thinkingRev = Math.max(this.#thinkingRev, rev);
  }

  #reach(seq: unknown): void {
    if (typeof seq === 'number') this.#head = Math.max(this.#head, seq);
  }
}

/** Whether a new client would be in the same state after one `hello`. */
function isAtRest({ status, overdue, history, messages, uploads, typing }: ChatSnapshot): boolean {
  return (
    status === 'ready' &&
    !overdue &&
    !typing &&
    !history.error &&
    !history.isLoadingOlder &&
    uploads.length === 0 &&
    messages.every(({ delivery, streaming }) => delivery !== 'pending' && !streaming)
  );
}
