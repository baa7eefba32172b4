import type { ChatClient } from '../client/chat-client.types.ts';
import { isChatError } from '../errors.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Mirror } from './mirror.ts';
import type { RecordedError, RecordedInput } from './recording.types.ts';
import { Redactor } from './redact.ts';
import { Tape } from './tape.ts';

/** The state shared by the wrapped parts of a client: the recording and pending operations. */
export class RecorderState {
  readonly tape: Tape;
  readonly redactor = new Redactor();
  readonly mirror: Mirror;
  readonly #ops = new Map<string, number>();
  readonly #waiting = new Set<string>();
  #chat: ChatClient | null = null;
  /** How many timers were set, and which are pending. */
  timers = 0;
  readonly pendingTimers = new Set<number>();
  /** How many connections there were; only the newest is active. */
  links = 0;
  openLink = 0;
  leases = 0;
  /** The link of the frame being decoded, and the current request; set while the dialect is called. */
  decodingLink = 0;
  #heardAt = 0;
  currentRequest = '';
  dialect: Dialect | null = null;

  constructor(maxBytes: number, now: () => number, mirror: Mirror) {
    this.tape = new Tape(maxBytes, now);
    this.mirror = mirror;
  }

  /** The client has been created: from now on a segment of the recording may end. */
  begin(chat: ChatClient): void {
    this.#chat = chat;
  }

  note(input: RecordedInput): ReturnType<Tape['note']> {
    if (this.tape.wantsNewSegment && this.tape.isQuiet) this.#startSegment();
    const entry = this.tape.note(input);
    const { is } = entry;
    const isAnswer = is === 'done' && entry.op.startsWith('request.');
    if (is === 'open' || is === 'push' || is === 'issue' || isAnswer) this.#heardAt = entry.at;
    return entry;
  }

  /** The name of a pending operation, such as `request.send#3`. */
  op(kind: string): string {
    const count = (this.#ops.get(kind) ?? 0) + 1;
    this.#ops.set(kind, count);
    const op = `${kind}#${count}`;
    this.#waiting.add(op);
    return op;
  }

  done(op: string, value?: unknown): void {
    this.note({ is: 'done', op, ...(value === undefined ? {} : { value }) });
    this.#waiting.delete(op);
  }

  failed(op: string, cause: unknown): void {
    this.note({ is: 'failed', op, error: this.error(cause) });
    this.#waiting.delete(op);
  }

  /** Removes an operation whose end need not be recorded, because nothing waits for it. */
  forget(op: string): void {
    this.#waiting.delete(op);
  }

  error(cause: unknown): RecordedError {
    if (!isChatError(cause)) return { code: 'INTERNAL', retryable: true };
    const { code, retryable, retryAfterMs } = cause;
    return { code: this.redactor.id(code), retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }

  #startSegment(): void {
    if (!this.#chat || this.openLink === 0 || this.openLink !== this.links) return;
    if (this.pendingTimers.size > 0 || this.#waiting.size > 0) return;
    const keyframe = this.mirror.keyframe(this.#chat, this.redactor);
    if (!keyframe) return;
    const { timers, links, leases } = this;
    const counted = { timers, links, leases, ops: Object.fromEntries(this.#ops) };
    this.tape.startSegment({ ...keyframe, heardAt: this.#heardAt, counted });
  }
}
