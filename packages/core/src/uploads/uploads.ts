import { ChatError, isChatError } from '../errors.ts';
import { loadPart } from '../lib/load-part.ts';
import type { Batch, Cell } from '../lib/reactive.ts';
import type { Platform } from '../platform/platform.types.ts';
import type { Upload, UploadSource, UploadTarget } from './upload.types.ts';

/** The options of `Uploads`. */
export interface UploadsOptions {
  readonly batch: Batch;
  /** The uploads; this class writes the cell. */
  readonly list: Cell<readonly Upload[]>;
  readonly target: UploadTarget;
  readonly platform: Pick<Platform, 'createId' | 'postFile'>;
  readonly onError: (error: ChatError) => void;
}

interface Job {
  readonly file: UploadSource;
  stop: AbortController;
}

/**
 * Independent uploads: one that fails does not stop the others.
 *
 * @example const id = uploads.add(file);
 */
export class Uploads {
  readonly #options: UploadsOptions;
  readonly #jobs = new Map<string, Job>();

  constructor(options: UploadsOptions) {
    this.#options = options;
  }

  /** Adds a file and starts its upload; returns its id in the list. */
  add(file: UploadSource): string {
    const entry: Upload = {
      id: this.#options.platform.createId(),
      name: file.name ?? 'file',
      size: file.size,
      mime: file.type || 'application/octet-stream',
      status: 'uploading',
      progress: 0,
      error: null,
    };
    this.#jobs.set(entry.id, { file, stop: new AbortController() });
    this.#write([...this.#options.list.get(), entry]);
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

  /** Cancels an upload and removes it. */
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

  async #run(upload: Upload): Promise<void> {
    const { id } = upload;
    const job = this.#jobs.get(id);
    if (!job) return;
    const { target, platform, batch, onError } = this.#options;
    const { signal } = job.stop;
    try {
      // Loaded on demand, because most chats have no files.
      const { postUpload } = await loadPart(() => import('./post-upload.ts'));
      signal.throwIfAborted();
      const fileId = await postUpload(upload, job.file, target, signal, platform.postFile, (progress) => {
        const entry = this.#find(id);
        if (entry && !signal.aborted) this.#update({ ...entry, progress });
      });
      if (signal.aborted) return;
      batch.run(() => {
        if (!target.complete(fileId, upload)) {
          throw new ChatError('UPLOAD_FAILED', 'The file could not be sent now.', { retryable: true });
        }
        this.#forget(id);
      });
    } catch (cause) {
      if (signal.aborted) return;
      const error = isChatError(cause)
        ? cause
        : new ChatError('UPLOAD_FAILED', 'The file did not arrive.', { retryable: true, cause });
      const entry = this.#find(id);
      if (entry) this.#update({ ...entry, status: 'failed', error });
      onError(error);
    }
  }

  #find(id: string): Upload | undefined {
    return this.#options.list.get().find((entry) => entry.id === id);
  }

  #update(entry: Upload): void {
    this.#write(this.#options.list.get().map((other) => (other.id === entry.id ? entry : other)));
  }

  #forget(id: string): void {
    this.#jobs.delete(id);
    this.#write(this.#options.list.get().filter((entry) => entry.id !== id));
  }

  #write(list: readonly Upload[]): void {
    this.#options.batch.run(() => this.#options.list.set(list));
  }
}
