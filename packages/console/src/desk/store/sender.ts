import type { OperatorRequest } from '@connective-chat/contracts/operator';
import type { DeskContext } from './desk-context.types.ts';
import type { OperatorMessage, Outgoing, OutgoingBody } from './desk-state.types.ts';
import { DeskRefusal } from './operator-link.ts';
import type { PostFile } from './post-file.ts';

export interface SenderOptions {
  /** The server's origin. */
  readonly url: string;
  readonly postFile: PostFile;
  readonly createId: () => string;
}

interface Upload {
  readonly file: File;
  abort: AbortController;
}

const WAIT_MS = 1000;

function toWire(body: OutgoingBody): OperatorRequest<'send'>['body'] {
  if (body.type === 'text') return { type: 'text', text: body.text };
  const { type, fileId = '', name, width, height } = body;
  if (type === 'file') return { type, fileId };
  return { type, fileId, alt: name, ...(width && height ? { width, height } : {}) };
}

/**
 * Sends what an operator writes: shown at once, in order, one at a time in each dialog, and the same `cid` again
 * until the server has said yes or no. The server keeps each cid once, so a doubt costs nothing.
 */
export class Sender {
  readonly #context: DeskContext;
  readonly #options: SenderOptions;
  readonly #busy = new Set<string>();
  readonly #uploads = new Map<string, Upload>();
  /** Told to wait by the server; what follows in the same dialog waits behind them. */
  readonly #held = new Map<string, unknown>();

  constructor(context: DeskContext, options: SenderOptions) {
    this.#context = context;
    this.#options = options;
  }

  sendText(conversation: string, text: string): void {
    this.#add(conversation, { type: 'text', text }, 'pending');
  }

  sendFile(conversation: string, file: File, size?: { readonly width: number; readonly height: number }): void {
    const type = file.type.startsWith('image/') ? 'image' : 'file';
    const body: OutgoingBody = { type, name: file.name, size: file.size, mime: file.type, ...size };
    const { cid } = this.#add(conversation, body, 'uploading');
    this.#uploads.set(cid, { file, abort: new AbortController() });
    void this.#upload(cid);
  }

  retry(cid: string): void {
    const row = this.#find(cid);
    if (row?.state !== 'failed') return;
    const needsBytes = row.body.type !== 'text' && row.body.fileId === undefined;
    this.#change(cid, { state: needsBytes ? 'uploading' : 'pending', progress: 0, reason: '' });
    if (needsBytes) void this.#upload(cid);
    else this.drain();
  }

  /** Gives a send up: one that failed, or a file on its way. */
  discard(cid: string): void {
    this.#uploads.get(cid)?.abort.abort();
    this.#remove(cid);
  }

  /** What a reload has left behind, once it is known whose it is. */
  restore(): void {
    const { outgoing } = this.#context.store.getState();
    const all = new Map(outgoing);
    for (const row of this.#context.storage().outgoing()) {
      const rows = all.get(row.conversation) ?? [];
      if (!rows.some(({ cid }) => cid === row.cid)) all.set(row.conversation, [...rows, row]);
    }
    this.#context.store.setState({ outgoing: all });
  }

  /** Sends what waits, in every dialog. */
  drain(): void {
    for (const id of this.#context.store.getState().outgoing.keys()) void this.#drainOne(id);
  }

  /** An echo confirms as well as an answer does, whichever comes first. */
  hear({ cid }: Pick<OperatorMessage, 'cid'>): void {
    if (cid !== undefined) this.#remove(cid);
  }

  dispose(): void {
    for (const timer of this.#held.values()) this.#context.clock.clearTimeout(timer);
    for (const { abort } of this.#uploads.values()) abort.abort();
  }

  #rows(conversation: string): readonly Outgoing[] {
    return this.#context.store.getState().outgoing.get(conversation) ?? [];
  }

  #find(cid: string): Outgoing | undefined {
    for (const rows of this.#context.store.getState().outgoing.values()) {
      const row = rows.find((item) => item.cid === cid);
      if (row) return row;
    }
    return undefined;
  }

  #setRows(conversation: string, rows: readonly Outgoing[]): void {
    const outgoing = new Map(this.#context.store.getState().outgoing);
    if (rows.length > 0) outgoing.set(conversation, rows);
    else outgoing.delete(conversation);
    this.#context.store.setState({ outgoing });
  }

  #add(conversation: string, body: OutgoingBody, state: Outgoing['state']): Outgoing {
    const at = this.#context.clock.now();
    const row: Outgoing = { cid: this.#options.createId(), conversation, at, body, state };
    this.#context.storage().keep(row);
    this.#setRows(conversation, [...this.#rows(conversation), row]);
    this.drain();
    return row;
  }

  #change(cid: string, change: Partial<Outgoing>): void {
    const row = this.#find(cid);
    if (!row) return;
    const changed = { ...row, ...change };
    this.#setRows(
      row.conversation,
      this.#rows(row.conversation).map((item) => (item === row ? changed : item)),
    );
  }

  #remove(cid: string): void {
    const row = this.#find(cid);
    this.#context.storage().forget(cid);
    this.#uploads.delete(cid);
    if (!row) return;
    this.#setRows(
      row.conversation,
      this.#rows(row.conversation).filter((item) => item !== row),
    );
    void this.#drainOne(row.conversation);
  }

  async #drainOne(conversation: string): Promise<void> {
    if (this.#busy.has(conversation)) return;
    // A file that is still going up holds back only itself: what is written after it may be read before it.
    const row = this.#rows(conversation).find(({ state }) => state === 'pending');
    const { connection } = this.#context.store.getState();
    if (!row || this.#held.has(row.cid) || connection.status !== 'online') return;
    this.#busy.add(conversation);
    const goesOn = await this.#send(row);
    this.#busy.delete(conversation);
    if (goesOn) void this.#drainOne(conversation);
  }

  /** @returns whether what follows may be sent: without a connection the next `hello` drains again */
  async #send({ cid, conversation, body }: Outgoing): Promise<boolean> {
    try {
      await this.#context.link.request('send', { conversation, cid, body: toWire(body) });
    } catch (error) {
      return this.#judge(cid, error);
    }
    this.#context.storage().forget(cid);
    // The row stays until its echo stands in the log: nothing is missing in between.
    if (this.#context.store.getState().talks.has(conversation)) this.#change(cid, { state: 'sent', reason: '' });
    else this.#remove(cid);
    return true;
  }

  #judge(cid: string, error: unknown): boolean {
    const refusal = error instanceof DeskRefusal ? error : new DeskRefusal('INTERNAL', String(error));
    if (refusal.code === 'NO_CONNECTION' || refusal.code === 'NO_ANSWER') return false;
    if (!refusal.retry) {
      this.#context.storage().forget(cid);
      this.#change(cid, { state: 'failed', reason: refusal.message });
      return true;
    }
    this.#change(cid, { reason: refusal.message });
    const again = () => {
      this.#held.delete(cid);
      this.drain();
    };
    this.#held.set(cid, this.#context.clock.setTimeout(again, refusal.retryAfterMs ?? WAIT_MS));
    return false;
  }

  async #upload(cid: string): Promise<void> {
    const row = this.#find(cid);
    const upload = this.#uploads.get(cid);
    if (!row || row.body.type === 'text' || !upload) return;
    const { name, size, mime } = row.body;
    upload.abort = new AbortController();
    const { signal } = upload.abort;
    try {
      const place = await this.#context.link.request('upload', { conversation: row.conversation, name, size, mime });
      const status = await this.#options.postFile({
        url: this.#options.url + place.path,
        token: place.token,
        file: upload.file,
        signal,
        onProgress: (progress) => this.#change(cid, { progress }),
      });
      if (status >= 300) throw new DeskRefusal('UPLOAD', `The server did not accept the file (${status}).`);
      this.#change(cid, { state: 'pending', progress: 1, body: { ...row.body, fileId: place.fileId } });
      this.drain();
    } catch (error) {
      if (!signal.aborted) this.#change(cid, { state: 'failed', reason: (error as Error).message });
    }
  }
}
