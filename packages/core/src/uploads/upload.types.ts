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
  /** In bytes. */
  readonly size: number;
  /** The MIME type. */
  readonly mime: string;
  readonly status: 'uploading' | 'failed';
  /** The sent fraction, from 0 to 1. */
  readonly progress: number;
  readonly error: ChatError | null;
}

/** The parameters of a post. */
export interface PostOptions {
  readonly url: string;
  /** Valid for one post. */
  readonly token: string;
  readonly file: Blob;
  readonly mime: string;
  readonly signal: AbortSignal;
  /** Called with the sent fraction, from 0 to 1. */
  readonly onProgress: (progress: number) => void;
}

/** Posts a file. Resolves to the HTTP status; rejects if there was no answer. */
export type PostFile = (options: PostOptions) => Promise<number>;

/** The destination of uploads: how a slot is requested, and what happens to an uploaded file. */
export interface UploadTarget {
  /** Requests a slot; resolves to the URL for the bytes. Rejects with a ChatError. */
  requestPlace(file: Pick<Upload, 'name' | 'size' | 'mime'>): Promise<UploadPlace>;
  /** Called when the file is at the server. Returns `false` if it cannot be sent as a message now. */
  complete(fileId: string, upload: Upload): boolean;
}

/** A slot for one file: its id, and the URL and token for one post. */
export interface UploadPlace {
  readonly fileId: string;
  readonly token: string;
  readonly url: string;
}
