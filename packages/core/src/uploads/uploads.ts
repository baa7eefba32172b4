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
  createId(): string;
  /** Asks for a place and a token; rejects with a ChatError. */
  request(file: { name: string; size: number; mime: string }): Promise<UploadAck>;
  /** Posts the bytes; loaded with the first file. */
  post(): Promise<PostFile>;
  /** The file is there: it becomes a message. */
  send(body: VisitorBody): void;
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

  add(file: UploadSource): string {
    const id = this.#context.createId();
    this.#jobs.set(id, { file, stop: new AbortController() });
    const entry: Upload = {
      id,
      name: file.name ?? 'file',
      size: file.size,
      mime: file.type || 'application/octet-stream',
      status: 'uploading',
      progress: 0,
      error: null,
    };
    this.#write([...this.#context.list.get(), entry]);
    void this.#run(entry);
    return id;
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
      const post = await this.#context.post();
      signal.throwIfAborted();
      const status = await post({
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
        throw new ChatError('UPLOAD_FAILED', `The server refused the file (${status}).`, { retryable: status >= 500 });
      }
      if (signal.aborted) return;
      this.#context.batch.run(() => {
        this.#forget(id);
        this.#context.send(
          mime.startsWith('image/') ? { type: 'image', fileId, alt: name } : { type: 'file', fileId, name, size, mime },
        );
      });
    } catch (cause) {
      if (signal.aborted) return;
      const error = isChatError(cause)
        ? cause
        : new ChatError('UPLOAD_FAILED', 'The file did not arrive.', { retryable: true, cause });
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

/** Why a file cannot be sent; `null` where it can. A type may stand for a family: `image/*`. */
export function refuseFile(
  file: UploadSource,
  limits: { readonly uploadBytes: number; readonly uploadTypes: readonly string[] },
): 'empty' | 'too-large' | 'unsupported' | null {
  if (file.size === 0) return 'empty';
  if (file.size > limits.uploadBytes) return 'too-large';
  const family = `${file.type.split('/')[0]}/*`;
  return limits.uploadTypes.some((type) => type === file.type || type === family || type === '*/*')
    ? null
    : 'unsupported';
}
