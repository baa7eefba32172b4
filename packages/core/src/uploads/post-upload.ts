import { ChatError, type ChatErrorCode } from '../errors.ts';
import { postFile as postByBrowser } from './post-file.ts';
import type { PostFile, Upload, UploadSource, UploadTarget } from './upload.types.ts';

/** Status codes after which the same file would be refused again. After any other a new slot may help. */
const REFUSALS: Readonly<Record<number, { readonly code?: ChatErrorCode; readonly retryable: boolean }>> = {
  403: { retryable: false },
  404: { retryable: false },
  413: { code: 'TOO_LARGE', retryable: false },
  415: { code: 'TYPE_MISMATCH', retryable: false },
  429: { code: 'RATE_LIMITED', retryable: true },
};

/**
 * Requests a slot and posts the bytes of one file.
 *
 * @returns the id of the file. Rejects if the server refuses it or cannot be reached
 */
export async function postUpload(
  { name, size, mime }: Upload,
  file: UploadSource,
  target: UploadTarget,
  signal: AbortSignal,
  postFile: PostFile = postByBrowser,
  onProgress: (progress: number) => void,
): Promise<string> {
  const { fileId, token, url } = await target.requestPlace({ name, size, mime });
  signal.throwIfAborted();
  const status = await postFile({ url, token, file, mime, signal, onProgress });
  if (status >= 200 && status <= 299) return fileId;
  const { code = 'UPLOAD_FAILED', retryable } = REFUSALS[status] ?? { retryable: true };
  throw new ChatError(code, `The server refused the file (${status}).`, { retryable });
}
