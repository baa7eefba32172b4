import type { Limits } from '@connective-chat/core/protocol';
import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';
import { Refused } from '../lib/refusal.ts';
import { isTypeAllowed } from './detect-type.ts';
import { reserveFile } from './file-store.ts';

/** The announcement of an upload. */
export interface AnnouncedFile {
  readonly conversationId: string;
  readonly botId: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly mime: string;
  /** The operator who uploads it, if it is not the visitor. */
  readonly operatorId?: string;
}

/** Accepts announcements of uploads and issues the tokens with which the bytes are posted. */
export class Uploads {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #tokenMs: number;

  constructor({ db, clock, limits, tokenMs }: { db: Db; clock: Clock; limits: Limits; tokenMs: number }) {
    this.#db = db;
    this.#clock = clock;
    this.#limits = limits;
    this.#tokenMs = tokenMs;
  }

  /**
   * @param count counts the upload against a rate limit, once the file itself is acceptable
   * @throws Refused INVALID, TOO_LARGE, UNSUPPORTED_TYPE, RATE_LIMITED, BUSY
   */
  async reserve(file: AnnouncedFile, count: () => Promise<void>): Promise<{ fileId: string; token: string }> {
    const { size } = file;
    const mime = file.mime.split(';')[0]?.trim().toLowerCase() ?? '';
    if (size === 0) throw new Refused('INVALID', 'size: the file is empty.');
    if (size > this.#limits.uploadBytes) throw new Refused('TOO_LARGE', 'size: the file is too large.');
    if (!isTypeAllowed(mime, this.#limits.uploadTypes)) {
      throw new Refused('UNSUPPORTED_TYPE', 'mime: files of this type are not accepted.');
    }
    await count();
    return reserveFile(this.#db, { ...file, mime }, { now: this.#clock.now(), tokenMs: this.#tokenMs });
  }
}
