import type { VisitorConnection } from '../connection/visitor-connection.types.ts';
import type { VisitorSends } from '../delivery/visitor-sends.ts';
import type { Upload, UploadPlace, UploadTarget } from './upload.types.ts';

/** A visitor's uploads: a slot is requested over the chat's connection, and an uploaded file is sent as a message. */
export class VisitorUploads implements UploadTarget {
  readonly #connection: VisitorConnection;
  readonly #sends: VisitorSends;
  readonly #url: string;
  readonly #timeoutMs: number;

  /**
   * `url`: where files of the bot are posted. `timeoutMs`: how long the server may take to answer the request for a
   * slot.
   */
  constructor(connection: VisitorConnection, sends: VisitorSends, url: string, timeoutMs: number) {
    this.#connection = connection;
    this.#sends = sends;
    this.#url = url;
    this.#timeoutMs = timeoutMs;
  }

  async requestPlace(file: Pick<Upload, 'name' | 'size' | 'mime'>): Promise<UploadPlace> {
    const { fileId, token } = await this.#connection.request('upload', file, this.#timeoutMs);
    return { fileId, token, url: this.#url };
  }

  complete(fileId: string, { name, size, mime }: Upload): boolean {
    const isImage = mime.startsWith('image/');
    return this.#sends.send(isImage ? { type: 'image', fileId, alt: name } : { type: 'file', fileId, name, size, mime })
      .ok;
  }
}
