import { ChatError, isChatError } from '../errors.ts';
import type { Batch, Cell } from '../lib/reactive.ts';
import type { VisitorBody } from '../protocol/entities.ts';
import type { UploadAck } from '../protocol/server-events.ts';
import type { PostFile, Upload, UploadSource } from './upload.types.ts';

export interface UploadsContext {
  readonly batch: Batch;
  readonly list: Cell<readonly Upload[]>;
  /** Where files are posted. */
  readonly url: string;
  /** Asks for a place and a token; rejects with a ChatError. */
  request(file: { name: string; size: number; mime: string }): Promise<UploadAck>;
  /** Posts the bytes, in the place of XMLHttpRequest or `fetch`. */
  readonly postFile?: PostFile;
  /** The file is there: it becomes a message. */
  send(body: VisitorBody): { readonly ok: boolean };
  readonly createId: () => string;
  error(error: ChatError): void;
}

interface Job {
  readonly file: UploadSource;
  stop: AbortController;
}

/** Files on their way, each on its own: one that fails stops nobody. */
export class Uploads {
  readonly #context: UploadsContext;
  readonly #jobs = new Map<string, Job>();

  constructor(context: UploadsContext) {
    this.#context = context;
  }

  /** Adds a file to the list and starts its upload; gives the id of its entry. */
  add(file: UploadSource): string {
    const entry: Upload = {
      id: this.#context.createId(),
      name: file.name ?? 'file',
      size: file.size,
      mime: file.type || 'application/octet-stream',
      status: 'uploading',
      progress: 0,
      error: null,
    };
    this.#jobs.set(entry.id, { file, stop: new AbortController() });
    this.#write([...this.#context.list.get(), entry]);
    void this.#run(entry);
    return entry.id;
  }

  retry(id: string): boolean {
    const entry = this.#find(id);
    const job = this.#jobs.get(id);
    if (!job || entry?.status !== 'failed') return false;
    job.stop = new AbortController();
    const again: Upload = { ...entry, status: 'uploading', progress: 0, error: null };
    this.#update(again);
    void this.#run(again);
    return true;
  }

  /** Stops it, wherever it is, and forgets it. */
  cancel(id: string): boolean {
    const job = this.#jobs.get(id);
    if (!job) return false;
    this.#forget(id);
    job.stop.abort(new ChatError('UPLOAD_CANCELLED', 'The upload was cancelled.'));
    return true;
  }

  cancelAll(): void {
    for (const id of [...this.#jobs.keys()]) this.cancel(id);
  }

  async #run({ id, name, size, mime }: Upload): Promise<void> {
    const job = this.#jobs.get(id);
    if (!job) return;
    const { signal } = job.stop;
    try {
      const { fileId, token } = await this.#context.request({ name, size, mime });
      signal.throwIfAborted();
      const postFile = this.#context.postFile ?? (await import('./post-file.ts')).postFile;
      const status = await postFile({
        url: this.#context.url,
        token,
        file: job.file,
        mime,
        signal,
        onProgress: (progress) => {
          const entry = this.#find(id);
          if (entry && !signal.aborted) this.#update({ ...entry, progress });
        },
      });
      if (status < 200 || status > 299) {
        throw failed(`The server refused the file (${status}).`, status >= 500);
      }
      if (signal.aborted) return;
      this.#context.batch.run(() => {
        const sent = this.#context.send(
          mime.startsWith('image/') ? { type: 'image', fileId, alt: name } : { type: 'file', fileId, name, size, mime },
        );
        if (!sent.ok) throw failed('The file could not be sent now.', true);
        this.#forget(id);
      });
    } catch (cause) {
      if (signal.aborted) return;
      const error = isChatError(cause) ? cause : failed('The file did not arrive.', true, cause);
      const entry = this.#find(id);
      if (entry) this.#update({ ...entry, status: 'failed', error });
      this.#context.error(error);
    }
  }

  #find(id: string): Upload | undefined {
    return this.#context.list.get().find((entry) => entry.id === id);
  }

  #update(entry: Upload): void {
    this.#write(this.#context.list.get().map((other) => (other.id === entry.id ? entry : other)));
  }

  #forget(id: string): void {
    this.#jobs.delete(id);
    this.#write(this.#context.list.get().filter((entry) => entry.id !== id));
  }

  #write(list: readonly Upload[]): void {
    this.#context.batch.run(() => this.#context.list.set(list));
  }
}

const failed = (message: string, retryable: boolean, cause?: unknown): ChatError =>
  new ChatError('UPLOAD_FAILED', message, { retryable, cause });
