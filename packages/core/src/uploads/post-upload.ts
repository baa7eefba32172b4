import { ChatError } from '../errors.ts';
import { postFile as postByBrowser } from './post-file.ts';
import type { PostFile, Upload, UploadSource, UploadTarget } from './upload.types.ts';

/**
 * Asks for a place and posts the bytes of one file.
 *
 * @returns the id of the file. Rejects where the server refuses it or cannot be reached
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
  throw new ChatError('UPLOAD_FAILED', `The server refused the file (${status}).`, { retryable: status >= 500 });
}
