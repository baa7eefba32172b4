import type { ChatError } from '../errors.ts';

/** A file to send: a `File`, or a `Blob` with a name. */
export type UploadSource = Blob & { readonly name?: string };

/**
 * The upload of a file:
 *
 * - `uploading`: its bytes are being sent; `progress` is the sent fraction
 * - `failed`: `error` is the reason; `retryUpload(id)` starts again
 * - `done`: it has become a message, and the entry is removed
 */
export interface Upload {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** MIME type. */
  readonly mime: string;
  readonly status: 'uploading' | 'failed';
  /** From 0 to 1. */
  readonly progress: number;
  readonly error: ChatError | null;
}

/** What posting a file needs. */
export interface PostOptions {
  readonly url: string;
  /** Good for one post. */
  readonly token: string;
  readonly file: Blob;
  readonly mime: string;
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress: (progress: number) => void;
}

/** Posts a file and resolves to the HTTP status. Rejects if there was no answer. */
export type PostFile = (options: PostOptions) => Promise<number>;

/** The destination of uploads: how a slot is requested, and what happens to an uploaded file. */
export interface UploadTarget {
  /** Requests a slot; resolves to the URL for the bytes. Rejects with a ChatError. */
  requestPlace(file: Pick<Upload, 'name' | 'size' | 'mime'>): Promise<UploadPlace>;
  /** The file is at the server: it becomes a message. `false`: it cannot be sent now. */
  complete(fileId: string, upload: Upload): boolean;
}

/** A place for one file: its id, and an address and a token for one post. */
export interface UploadPlace {
  readonly fileId: string;
  readonly token: string;
  readonly url: string;
}
