import type { ChatAction, Permission, UploadResult } from '../client/chat-results.types.ts';
import type { VisitorConnection } from '../connection/visitor-connection.types.ts';
import type { VisitorSends } from '../delivery/visitor-sends.ts';
import type { Readable } from '../lib/readable.ts';
import type { Limits } from '../protocol/limits.ts';
import { refuseFile } from './refuse-file.ts';
import type { Upload, UploadPlace, UploadSource, UploadTarget } from './upload.types.ts';
import { Uploads, type UploadsOptions } from './uploads.ts';

/** The options of `VisitorUploads`. */
export interface VisitorUploadsOptions extends Omit<UploadsOptions, 'target'> {
  readonly connection: VisitorConnection;
  readonly sends: VisitorSends;
  readonly limits: Readable<Limits>;
  readonly can: (action: ChatAction) => Permission;
  /** Where files of the bot are posted. */
  readonly url: string;
  /** How long the server may take to answer the request for a slot. */
  readonly timeoutMs: number;
}

/** A visitor's uploads: a slot is requested over the chat's connection, and an uploaded file is sent as a message. */
export class VisitorUploads implements UploadTarget {
  readonly #options: VisitorUploadsOptions;
  readonly #uploads: Uploads;

  constructor(options: VisitorUploadsOptions) {
    this.#options = options;
    this.#uploads = new Uploads({ ...options, target: this });
  }

  upload(file: UploadSource): UploadResult {
    const { can, limits } = this.#options;
    const permission = can('upload');
    if (!permission.ok) return permission;
    const reason = refuseFile(file, limits.get());
    return reason ? { ok: false, reason } : { ok: true, id: this.#uploads.add(file) };
  }

  retry(id: string): boolean {
    return this.#uploads.retry(id);
  }

  cancel(id: string): boolean {
    return this.#uploads.cancel(id);
  }

  cancelAll(): void {
    this.#uploads.cancelAll();
  }

  async requestPlace(file: Pick<Upload, 'name' | 'size' | 'mime'>): Promise<UploadPlace> {
    const { connection, url, timeoutMs } = this.#options;
    const { fileId, token } = await connection.request('upload', file, timeoutMs);
    return { fileId, token, url };
  }

  complete(fileId: string, { name, size, mime }: Upload): boolean {
    const isImage = mime.startsWith('image/');
    const body = isImage
      ? ({ type: 'image', fileId, alt: name } as const)
      : ({ type: 'file', fileId, name, size, mime } as const);
    return this.#options.sends.send(body).ok;
  }
}
