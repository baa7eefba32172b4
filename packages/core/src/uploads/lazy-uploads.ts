import { ChatError, isChatError } from '../errors.ts';
import type { Upload, UploadSource } from './upload.types.ts';
import type { Uploads, UploadsContext } from './uploads.ts';

/** Uploads as a client carries them: the list at once, the work with the first file. */
export interface LazyUploads {
  add(file: UploadSource): string;
  retry(id: string): boolean;
  cancel(id: string): boolean;
  cancelAll(): void;
}

const failure: UploadsContext['failure'] = (code, message, retryable, cause) =>
  isChatError(cause) ? cause : new ChatError(code, message, { retryable, cause });

export function createLazyUploads(
  context: Omit<UploadsContext, 'failure'> & { readonly createId: () => string },
): LazyUploads {
  const { batch, list } = context;
  let uploads: Uploads | null = null;
  const load = async (): Promise<Uploads> => {
    const module = await import('./uploads.ts');
    uploads ??= new module.Uploads({ ...context, failure });
    return uploads;
  };
  const write = (next: readonly Upload[]): void => batch.run(() => list.set(next));
  const forget = (id: string): boolean => {
    const rest = list.get().filter((entry) => entry.id !== id);
    const isKnown = rest.length < list.get().length;
    write(rest);
    return isKnown;
  };

  return {
    add(file) {
      const entry: Upload = {
        id: context.createId(),
        name: file.name ?? 'file',
        size: file.size,
        mime: file.type || 'application/octet-stream',
        status: 'uploading',
        progress: 0,
        error: null,
      };
      write([...list.get(), entry]);
      load().then(
        // It may have been cancelled meanwhile.
        (loaded) => list.get().includes(entry) && loaded.begin(entry, file),
        (cause: unknown) => {
          const error = failure('UPLOAD_FAILED', 'The upload could not be loaded.', false, cause);
          write(list.get().map((other) => (other === entry ? { ...entry, status: 'failed', error } : other)));
        },
      );
      return entry.id;
    },
    retry: (id) => uploads?.retry(id) ?? false,
    cancel: (id) => uploads?.cancel(id) || forget(id),
    cancelAll() {
      uploads?.cancelAll();
      write([]);
    },
  };
}
